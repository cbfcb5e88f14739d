package io.everswitch.chaos.fault;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the way to the server behind the proxy for every client that comes; a client without one is closed. */
@Sharable
final class Acceptor extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    /** A server that is there answers within milliseconds; longer than clients wait is pointless. */
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private static final int FIRST_READ_BYTES = 2_048;
    private static final int SMALLEST_READ_BYTES = 64;

    private final String proxy;
    private final String upstream;
    private final FaultIo io;
    private final Links links;
    private final int epoch;

    Acceptor(String proxy, String upstream, FaultIo io, Links links) {
        this.proxy = proxy;
        this.upstream = upstream;
        this.io = io;
        this.links = links;
        this.epoch = links.epoch();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Channel client = context.channel();
        context.pipeline().remove(this);
        Links.Ticket ticket = links.accept(client, epoch, io.settings().connectionsMax());
        if (ticket == null) {
            LOG.warn("proxy {} is closed, or has as many connections as it may have", proxy);
            close(client);
            return;
        }
        try {
            Address address = Address.parse(upstream);
            InetAddress literal = address.literal();
            if (literal == null) {
                io.names().execute(() -> lookUp(address, client, ticket));
            } else {
                connect(new InetSocketAddress(literal, address.port()), client, ticket);
            }
        } catch (ApiError | RejectedExecutionException e) {
            refuse(client, e);
        }
    }

    private void lookUp(Address address, Channel client, Links.Ticket ticket) {
        try {
            InetSocketAddress found = address.resolve();
            client.eventLoop().execute(() -> connect(found, client, ticket));
        } catch (ApiError | RejectedExecutionException e) {
            refuse(client, e);
        }
    }

    private void connect(InetSocketAddress server, Channel client, Links.Ticket ticket) {
        Bootstrap bootstrap = new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        configure(channel, io.settings().limits());
                    }
                });
        bootstrap.connect(server).addListener((ChannelFuture connected) -> {
            if (connected.isSuccess()) {
                join(client, connected.channel(), ticket);
            } else {
                refuse(client, connected.cause());
            }
        });
    }

    private void join(Channel client, Channel server, Links.Ticket ticket) {
        long seed = io.settings().seed();
        Connection connection = new Connection(
                client,
                server,
                direction -> new Draws(seed, proxy, ticket.ordinal(), direction),
                io.settings().limits(),
                links::leave);
        List<Toxic> toxics = links.join(connection, server, ticket);
        if (toxics == null) {
            close(client);
            close(server);
        } else {
            connection.start(toxics);
        }
    }

    private void refuse(Channel client, @Nullable Throwable cause) {
        LOG.info("proxy {} has no way to {}: {}", proxy, upstream, cause == null ? "" : cause.getMessage());
        close(client);
    }

    private static void close(Channel channel) {
        var unused = channel.close();
    }

    /** Nothing is read unless it is asked for, and one end of a socket may close before the other. */
    static void configure(Channel channel, StreamLimits limits) {
        int high = limits.writeQueueBytesMax();
        channel.config().setAutoRead(false);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(high / 2, high));
        channel.config()
                .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(
                        SMALLEST_READ_BYTES,
                        Math.min(FIRST_READ_BYTES, limits.chunkBytesMax()),
                        limits.chunkBytesMax()));
    }
}
