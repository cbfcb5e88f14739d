package io.everswitch.channel.iso8583;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** How a TCP connection to the bank is made. */
final class IsoDialer {
    private IsoDialer() {}

    static Bootstrap bootstrap(Wire wire, IsoHost to, IsoConnection connection, EventLoop loop) {
        String host = to.host();
        int port = to.port();
        int connectTimeoutMs = wire.timeouts().connectMs();
        // Netty's default resolver blocks the event loop on a name; an address needs none.
        boolean literal = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMs)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                // A close is a reset: what still waits in the kernel must not reach the bank after send-by (M9).
                .option(ChannelOption.SO_LINGER, 0)
                .remoteAddress(
                        literal ? new InetSocketAddress(host, port) : InetSocketAddress.createUnresolved(host, port))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        IsoFrameDecoder frames =
                                new IsoFrameDecoder(wire.settings().link().framing());
                        socket.pipeline().addLast(frames, new IsoInbound(connection));
                    }
                });
        return literal ? bootstrap : bootstrap.resolver(wire.resolver());
    }
}
