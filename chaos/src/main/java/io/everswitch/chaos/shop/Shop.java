package io.everswitch.chaos.shop;

import io.everswitch.chaos.http.HttpServer;
import io.everswitch.chaos.http.ServerSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The demo shop at work. {@link #start} and {@link #close} block; everything else is on event loops. */
final class Shop implements AutoCloseable {
    private static final int IO_THREADS = 2;
    /** Lists of webhooks that are being read at once wait here. */
    private static final int READERS_QUEUE_MAX = 256;

    private final EventLoopGroup loops = new NioEventLoopGroup(IO_THREADS, new DefaultThreadFactory("shop-io", true));
    private final ThreadPoolExecutor readers = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(READERS_QUEUE_MAX),
            new DefaultThreadFactory("shop-reader", true));
    private final SwitchClient client;
    private final HttpServer server;

    private Shop(ShopSettings settings) throws IOException {
        this.client = new SwitchClient(settings.switchUrl(), settings.apiKey(), loops);
        Orders orders = new Orders();
        Inbox inbox = new Inbox(settings.receivedMax(), settings.receivedBytesMax());
        Receiver receiver = new Receiver(settings.secret(), orders, inbox, loops, Clock.systemUTC());
        ShopRoutes routes = new ShopRoutes(settings, client, orders, inbox, receiver, readers);
        try {
            this.server = HttpServer.start(ServerSettings.of("shop", settings.host(), settings.port()), loops, routes);
        } catch (IOException e) {
            release();
            throw e;
        }
        String url = settings.publicUrl().isEmpty()
                ? "http://" + settings.host() + ":" + server.port()
                : settings.publicUrl();
        routes.open(URI.create(url));
    }

    static Shop start(ShopSettings settings) throws IOException {
        return new Shop(settings);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() throws IOException {
        server.close();
        release();
    }

    private void release() throws IOException {
        client.close();
        readers.shutdownNow();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
