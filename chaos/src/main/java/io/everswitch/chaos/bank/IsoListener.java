package io.everswitch.chaos.bank;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

/** The port of one ISO 8583 channel. Blocks, so it is used off the event loops; one caller at a time. */
final class IsoListener implements BankPort {
    /** A switch opens at most 16 per channel and node. */
    private static final int CONNECTIONS_MAX = 256;

    private final ChannelDesk desk;
    private final ServerBootstrap bootstrap;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile int port;
    private volatile boolean held;
    private final LongAdder purchases = new LongAdder();
    private volatile Channel[] listener = {};

    /** @param port where it listens; 0 means any free one */
    IsoListener(ChannelDesk desk, BankTools tools, EventLoopGroup loops, int port) {
        this.desk = desk;
        this.port = port;
        IsoWire wire = desk.channel().requireIso();
        this.bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (connections.size() >= CONNECTIONS_MAX) {
                            var unused = channel.close();
                            return;
                        }
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new IsoFraming(wire.framing(), desk))
                                .addLast(new IsoBank(desk, tools, purchases));
                    }
                });
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean serves(ChannelDesk other) {
        return desk == other;
    }

    /** Purchases that came to this host. */
    long purchases() {
        return purchases.sum();
    }

    /** Takes this one host down or lets it come back, whatever the bank does; to be refreshed afterwards. */
    void hold(boolean down) {
        held = down;
    }

    @Override
    public void refresh() throws IOException {
        if (held || desk.behaviour().down()) {
            close();
        } else if (listener.length == 0) {
            String host = desk.channel().host();
            var bound = bootstrap.bind(host, port).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                throw new IOException("channel " + desk.id() + " cannot listen on " + host + ":" + port, bound.cause());
            }
            listener = new Channel[] {bound.channel()};
            port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
        }
    }

    @Override
    public void close() {
        for (Channel open : listener) {
            open.close().awaitUninterruptibly();
        }
        listener = new Channel[0];
        connections.close().awaitUninterruptibly();
    }
}
