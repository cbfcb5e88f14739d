package io.everswitch.chaos.door;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two ports, one for merchants and payers, one for banks, in front of all nodes. One event loop does everything: it only moves
 * bytes, and so nothing needs a lock. {@link #start} and {@link #close} block.
 */
public final class FrontDoor implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final long SWEEP_MS = 100;
    private static final long CLOSE_MS = 3_000;

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1, new DefaultThreadFactory("door-io", true));
    private final EventLoop loop = loops.next();
    private final ChannelGroup connections = new DefaultChannelGroup("door", loop);
    private final List<NodeWatch> watches = new ArrayList<>();
    private final List<Channel> listeners = new ArrayList<>();
    private final DoorSettings settings;

    private FrontDoor(DoorSettings settings) {
        this.settings = settings;
    }

    /** @throws IOException if a port cannot be had; the message names it */
    public static FrontDoor start(DoorSettings settings) throws IOException {
        FrontDoor door = new FrontDoor(settings);
        try {
            door.open();
            return door;
        } catch (IOException | RuntimeException e) {
            door.close();
            throw e;
        }
    }

    private void open() throws IOException {
        DoorSettings.Limits limits = settings.limits();
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(limits.pollTimeoutMs()))
                .build();
        List<Backend> apis = new ArrayList<>();
        List<Backend> callbacks = new ArrayList<>();
        for (DoorSettings.NodeAddress node : settings.nodes()) {
            NodeWatch watch = new NodeWatch(node, limits, http);
            watches.add(watch);
            apis.add(new Backend(watch, node.host(), node.api(), limits, loop));
            callbacks.add(new Backend(watch, node.host(), node.callbacks(), limits, loop));
        }
        listen(settings.apiPort(), new Backends(apis));
        listen(settings.callbacksPort(), new Backends(callbacks));
        watches.forEach(NodeWatch::start);
    }

    private void listen(int port, Backends backends) throws IOException {
        DoorSettings.Limits limits = settings.limits();
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (connections.size() >= 2 * limits.connectionsMax()) {
                            var unused = channel.close();
                            return;
                        }
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(limits.bodyMaxBytes()))
                                .addLast(new ClientConnection(backends, limits));
                    }
                })
                .bind("127.0.0.1", port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("the front door cannot listen on 127.0.0.1:" + port, bound.cause());
        }
        listeners.add(bound.channel());
        var unused = loop.scheduleWithFixedDelay(backends::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
    }

    public int apiPort() {
        return port(0);
    }

    public int callbacksPort() {
        return port(1);
    }

    private int port(int listener) {
        return ((InetSocketAddress) listeners.get(listener).localAddress()).getPort();
    }

    /** Frees the ports, then cuts every connection. */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        connections.close().awaitUninterruptibly();
        watches.forEach(NodeWatch::close);
        loops.shutdownGracefully(0, CLOSE_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MS);
    }
}
