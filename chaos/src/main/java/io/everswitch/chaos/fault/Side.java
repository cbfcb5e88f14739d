package io.everswitch.chaos.fault;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket of a connection: the source of one stream and the destination of the other. Event loop only. */
final class Side extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Side.class);

    private final Stream from;
    private final Stream to;
    private final Runnable closed;
    private boolean gone;

    /** @param closed what to do when the socket is closed */
    Side(Stream from, Stream to, Runnable closed) {
        this.from = from;
        this.to = to;
        this.closed = closed;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        from.received((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        from.readComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            to.writable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            from.sourceEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone();
    }

    /** The socket is closed; may be said twice. */
    void gone() {
        if (!gone) {
            gone = true;
            to.destinationGone();
            from.sourceEnded();
            closed.run();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Sockets that break are this program's trade.
        if (cause instanceof IOException) {
            LOG.debug("a socket broke: {}", cause.getMessage());
            from.sourceEnded();
        } else {
            LOG.warn("connection closed", cause);
            var unused = context.close();
        }
    }
}
