package io.everswitch.chaos.door;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's requests, one after the other. Lives on the door's only event loop. */
final class ClientConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    /** Requests sent ahead of their predecessors' answers; who sends more is cut off. */
    private static final int PIPELINED_MAX = 16;

    private final Backends backends;
    private final DoorSettings.Limits limits;
    private final Queue<Request> waiting = new ArrayDeque<>();
    private @Nullable Forwarding current;

    ClientConnection(Backends backends, DoorSettings.Limits limits) {
        this.backends = backends;
        this.limits = limits;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        if (message.decoderResult().isFailure() || waiting.size() >= PIPELINED_MAX) {
            var unused = context.close();
            return;
        }
        waiting.add(new Request(message));
        serve(context);
    }

    private void serve(ChannelHandlerContext context) {
        Request request = current == null ? waiting.poll() : null;
        if (request != null) {
            current = new Forwarding(request, context.channel(), backends, limits, () -> finished(context));
            current.begin();
        }
    }

    private void finished(ChannelHandlerContext context) {
        current = null;
        // Not from here: many short answers after one another would grow the stack.
        context.executor().execute(() -> serve(context));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (current != null) {
            current.clientWritable(context.channel().isWritable());
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.clear();
        if (current != null) {
            current.clientGone();
            current = null;
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a client's connection broke", cause);
        var unused = context.close();
    }
}
