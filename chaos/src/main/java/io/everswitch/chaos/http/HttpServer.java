package io.everswitch.chaos.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * An HTTP/1.1 server on one port; the event loops are the caller's. {@link #start} and {@link #close} block and may be called
 * on any thread but an event loop.
 */
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final Channel listener;
    private final ChannelGroup connections;

    private HttpServer(Channel listener, ChannelGroup connections) {
        this.listener = listener;
        this.connections = connections;
    }

    /** @throws IOException if the port cannot be had; the message names it */
    public static HttpServer start(ServerSettings settings, EventLoopGroup loops, Handler handler) throws IOException {
        ChannelGroup connections = new DefaultChannelGroup(settings.name(), GlobalEventExecutor.INSTANCE);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (connections.size() >= settings.connectionsMax()) {
                            var unused = channel.close();
                            return;
                        }
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new ReadTimeoutHandler(settings.idleMaxSeconds()))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(settings.bodyMaxBytes()))
                                .addLast(new ConnectionHandler(handler));
                    }
                });
        var bound = bootstrap.bind(settings.host(), settings.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    settings.name() + " cannot listen on " + settings.host() + ":" + settings.port(), bound.cause());
        }
        return new HttpServer(bound.channel(), connections);
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Frees the port, then cuts every connection. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
    }
}
