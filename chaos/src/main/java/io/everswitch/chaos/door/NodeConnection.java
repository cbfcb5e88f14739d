package io.everswitch.chaos.door;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node sends for one forwarded request; taken out when the answer is whole. Lives on the door's only event loop. */
final class NodeConnection extends ChannelInboundHandlerAdapter {
    static final String NAME = "forwarding";

    private static final Logger LOG = LoggerFactory.getLogger(NodeConnection.class);

    private final Forwarding forwarding;
    private final long quietMaxNanos;
    private long lastNanos = System.nanoTime();
    private @Nullable ScheduledFuture<?> clock;

    NodeConnection(Forwarding forwarding, int quietMaxMs) {
        this.forwarding = forwarding;
        this.quietMaxNanos = TimeUnit.MILLISECONDS.toNanos(quietMaxMs);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        watch(context, quietMaxNanos);
    }

    private void watch(ChannelHandlerContext context, long inNanos) {
        clock = context.executor()
                .schedule(
                        () -> {
                            long left = quietMaxNanos - (System.nanoTime() - lastNanos);
                            // A client that does not read silences the node; that is not the node's fault.
                            if (left > 0 || !context.channel().config().isAutoRead()) {
                                watch(context, Math.max(left, TimeUnit.SECONDS.toNanos(1)));
                            } else {
                                forwarding.nodeGone();
                            }
                        },
                        inNanos,
                        TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (clock != null) {
            clock.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        lastNanos = System.nanoTime();
        forwarding.fromNode(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        forwarding.nodeGone();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a node's connection broke", cause);
        forwarding.nodeGone();
    }
}
