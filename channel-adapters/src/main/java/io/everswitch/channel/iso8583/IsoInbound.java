package io.everswitch.channel.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;

/** Hands the events of one TCP connection to its {@link IsoConnection}. On the connection's event loop. */
final class IsoInbound extends SimpleChannelInboundHandler<ByteBuf> {
    private final IsoConnection connection;

    IsoInbound(IsoConnection connection) {
        this.connection = connection;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connection.connected(ctx.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
        connection.received(ctx.channel(), frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.dropped(ctx.channel(), "closed_by_bank");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        connection.dropped(ctx.channel(), cause instanceof DecoderException ? "protocol_error" : "io_error");
    }
}
