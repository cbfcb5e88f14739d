package io.everswitch.chaos.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of one connection, one after the other. Lives on the connection's event loop. */
final class ConnectionHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);
    /** Requests sent ahead of their predecessors' answers; who sends more is cut off. */
    private static final int PIPELINED_MAX = 16;

    private final Handler handler;
    private final Queue<Exchange> waiting = new ArrayDeque<>();
    private @Nullable Exchange current;

    ConnectionHandler(Handler handler) {
        this.handler = handler;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        byte[] body = ByteBufUtil.getBytes(request.content());
        Exchange exchange = new Exchange(context.channel(), this::finished, request, body, keepAlive);
        if (request.decoderResult().isFailure() || !exchange.hasPath()) {
            exchange.reply(Reply.problem(400, "invalid_request", "is not HTTP", "request"));
            var unused = context.close();
        } else if (current == null) {
            serve(exchange);
        } else if (waiting.size() < PIPELINED_MAX) {
            waiting.add(exchange);
        } else {
            var unused = context.close();
        }
    }

    private void serve(Exchange exchange) {
        current = exchange;
        try {
            handler.handle(exchange);
        } catch (RuntimeException e) {
            LOG.error("request could not be handled", e);
            exchange.reply(Reply.problem(500, "internal", "could not be handled", "request"));
        }
    }

    private void finished() {
        current = null;
        Exchange next = waiting.poll();
        if (next != null) {
            serve(next);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A client that goes away or stays silent is everyday life here.
        if (!(cause instanceof IOException || cause instanceof ReadTimeoutException)) {
            LOG.warn("connection closed", cause);
        }
        var unused = context.close();
    }
}
