package io.everswitch.chaos.fault;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One proxy: where it listens, where it leads, whether it is open. Control thread only; opening and closing block. */
final class NamedProxy {
    /** Half a second in all: far longer than a selector's turn. */
    private static final int BIND_ATTEMPTS_MAX = 10;

    private static final int BIND_PAUSE_MS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(NamedProxy.class);
    private static final int BACKLOG = 1024;
    private static final long SOCKET_MS = 5_000;

    private final String name;
    private final FaultIo io;
    private final Links links = new Links();
    private String listen;
    private String upstream;
    private @Nullable Channel listener;

    NamedProxy(String name, String listen, String upstream, FaultIo io) {
        this.name = name;
        this.listen = listen;
        this.upstream = upstream;
        this.io = io;
    }

    String name() {
        return name;
    }

    String listen() {
        return listen;
    }

    String upstream() {
        return upstream;
    }

    boolean enabled() {
        return listener != null;
    }

    Links links() {
        return links;
    }

    /** True if these are other places than the proxy has. */
    boolean differs(String otherListen, String otherUpstream) throws ApiError {
        Address other = Address.parse(otherListen);
        return !listen.equals(other.wanted(other.resolve())) || !upstream.equals(otherUpstream);
    }

    /** Other places close it first; toxics stay. */
    void update(String newListen, String newUpstream, boolean enable) throws ApiError {
        if (differs(newListen, newUpstream)) {
            stop();
            listen = newListen;
            upstream = newUpstream;
        }
        if (enable) {
            start();
        } else {
            stop();
        }
    }

    /** Opens it, unless it is open. */
    void start() throws ApiError {
        if (listener != null) {
            return;
        }
        Address address;
        InetSocketAddress wanted;
        try {
            address = Address.parse(listen);
            wanted = address.resolve();
        } catch (ApiError e) {
            throw new ApiError(e.status(), "listen tcp: " + e.text());
        }
        ChannelFuture bound = bind(wanted);
        if (!bound.isSuccess()) {
            var unused = bound.channel().close();
            throw new ApiError(500, "listen tcp " + address.wanted(wanted) + ": bind: " + reason(bound.cause()));
        }
        listener = bound.channel();
        listen = Address.shown((InetSocketAddress) bound.channel().localAddress());
        LOG.info("proxy {} leads from {} to {}", name, listen, upstream);
    }

    /** A listener that was closed just now may still hold its port until its selector has looked again. */
    private ChannelFuture bind(InetSocketAddress wanted) {
        for (int attempt = 1; ; attempt++) {
            ChannelFuture bound = bootstrap().bind(wanted);
            bound.awaitUninterruptibly(SOCKET_MS);
            if (!(bound.cause() instanceof BindException) || wanted.getPort() == 0 || attempt == BIND_ATTEMPTS_MAX) {
                return bound;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BIND_PAUSE_MS));
        }
    }

    private ServerBootstrap bootstrap() {
        Acceptor acceptor = new Acceptor(name, upstream, io, links);
        return new ServerBootstrap()
                .group(io.loops())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Acceptor.configure(channel, io.settings().limits());
                        channel.pipeline().addLast(acceptor);
                    }
                });
    }

    private static String reason(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return message == null ? "timed out" : message.toLowerCase(Locale.ROOT);
    }

    /** Closes it and every connection through it. */
    void stop() {
        Channel open = listener;
        if (open != null) {
            open.close().awaitUninterruptibly(SOCKET_MS);
            listener = null;
            links.closeAll();
            LOG.info("proxy {} is closed", name);
        }
    }
}
