package io.everswitch.chaos.door;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a node, and the answer's way back. It goes to another node only when the first surely did nothing:
 * the connection could not be made, or the node's own answer says so (503, retryable, charge_state none). Once bytes were sent
 * and no answer came, the client is told that nobody knows. Lives on the door's only event loop.
 */
final class Forwarding {
    /** A node's refusal has some hundred bytes. */
    private static final int REFUSAL_MAX_BYTES = 64 * 1024;

    private enum State {
        CONNECTING,
        /** Bytes may have reached the node. */
        SENT,
        /** A refusal that may be a reason to ask another node. */
        REFUSAL,
        /** The answer's head has been passed on. */
        STREAMING,
        DONE
    }

    private final Request request;
    private final Channel client;
    private final Backends backends;
    private final DoorSettings.Limits limits;
    private final Runnable finished;
    private final int turn;
    private final Set<Backend> tried = new HashSet<>();
    private State state = State.CONNECTING;
    private @Nullable Backend backend;
    private @Nullable Channel node;
    private @Nullable HttpResponse refusal;
    private @Nullable ByteBuf refusalBody;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean nodeStays;

    Forwarding(Request request, Channel client, Backends backends, DoorSettings.Limits limits, Runnable finished) {
        this.request = request;
        this.client = client;
        this.backends = backends;
        this.limits = limits;
        this.finished = finished;
        this.turn = backends.turn();
    }

    void begin() {
        if (request.uri().startsWith(OwnAnswers.PREFIX)) {
            answer(OwnAnswers.to(request.uri(), backends));
            return;
        }
        nextNode();
    }

    private void nextNode() {
        state = State.CONNECTING;
        node = null;
        Backend next = backends.next(turn, tried);
        if (next == null) {
            answer(DoorProblem.noNode(request.requestId()));
            return;
        }
        tried.add(next);
        backend = next;
        Channel waiting = next.idle();
        if (waiting != null) {
            send(waiting);
            return;
        }
        next.connect().addListener((ChannelFutureListener) connected -> {
            if (state != State.CONNECTING) {
                var unused = connected.channel().close();
            } else if (connected.isSuccess()) {
                send(connected.channel());
            } else {
                next.suspect();
                nextNode();
            }
        });
    }

    private void send(Channel channel) {
        node = channel;
        state = State.SENT;
        channel.pipeline().addLast(NodeConnection.NAME, new NodeConnection(this, limits.quietMaxMs()));
        deadline = channel.eventLoop().schedule(this::tooSlow, limits.answerTimeoutMs(), TimeUnit.MILLISECONDS);
        // A failed write closes the connection, and that is where it is dealt with.
        channel.writeAndFlush(request.toNode(clientAddress())).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** @param message the node's; this method must release it or pass it on */
    void fromNode(Object message) {
        if (state == State.DONE) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpResponse head) {
            head(head);
        }
        if (message instanceof HttpContent content) {
            content(content);
        }
    }

    private void head(HttpResponse head) {
        if (head.decoderResult().isFailure() || state != State.SENT) {
            nodeGone();
            return;
        }
        if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            return;
        }
        stopClock();
        nodeStays = HttpUtil.isKeepAlive(head);
        String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (head.status().code() == 503 && type.startsWith(DoorProblem.CONTENT_TYPE)) {
            state = State.REFUSAL;
            refusal = head;
            refusalBody = Unpooled.buffer(256, REFUSAL_MAX_BYTES);
            return;
        }
        state = State.STREAMING;
        adapt(head);
        var unused = client.write(head);
    }

    private void content(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (state == State.REFUSAL && refusalBody != null) {
            boolean fits = content.content().readableBytes() <= refusalBody.maxWritableBytes();
            if (fits) {
                refusalBody.writeBytes(content.content());
            }
            content.release();
            if (!fits) {
                nodeGone();
            } else if (last) {
                refused(refusalBody);
            }
            return;
        }
        if (state != State.STREAMING || content.decoderResult().isFailure()) {
            content.release();
            if (state == State.STREAMING) {
                nodeGone();
            }
            return;
        }
        var written = client.writeAndFlush(content);
        if (last) {
            release();
            end();
            if (!request.keepAlive()) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    private void refused(ByteBuf body) {
        byte[] bytes = ByteBufUtil.getBytes(body);
        HttpResponse head = refusal;
        release();
        if (head != null && (!DoorProblem.saysNothingDone(bytes) || backends.next(turn, tried) == null)) {
            FullHttpResponse whole = new DefaultFullHttpResponse(
                    head.protocolVersion(),
                    head.status(),
                    Unpooled.wrappedBuffer(bytes),
                    head.headers(),
                    new DefaultHttpHeaders());
            HttpUtil.setTransferEncodingChunked(whole, false);
            whole.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
            answer(whole);
            return;
        }
        nextNode();
    }

    /** The connection to the node is at its end, or has made no sense. */
    void nodeGone() {
        stopClock();
        Channel gone = node;
        node = null;
        if (gone != null) {
            var unused = gone.close();
        }
        switch (state) {
            // A refusal cut short may have said anything.
            case SENT, REFUSAL -> answer(DoorProblem.lost(request.mayCharge(), request.requestId()));
            case STREAMING -> {
                end();
                // Half an answer: the client must see that it has no end.
                var unused = client.close();
            }
            case CONNECTING, DONE -> {}
        }
    }

    private void tooSlow() {
        if (state == State.SENT) {
            FullHttpResponse problem = DoorProblem.tooSlow(request.mayCharge(), request.requestId());
            Channel slow = node;
            node = null;
            answer(problem);
            if (slow != null) {
                var unused = slow.close();
            }
        }
    }

    void clientWritable(boolean writable) {
        if (node != null) {
            node.config().setAutoRead(writable);
        }
    }

    /** Whoever asked has gone. What the node does with it is the node's own matter. */
    void clientGone() {
        state = State.DONE;
        stopClock();
        if (node != null) {
            var unused = node.close();
            node = null;
        }
    }

    private void answer(FullHttpResponse response) {
        adapt(response);
        end();
        var written = client.writeAndFlush(response);
        if (!request.keepAlive()) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void adapt(HttpResponse head) {
        head.headers().remove(HttpHeaderNames.CONNECTION);
        if (!request.keepAlive()) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private void end() {
        state = State.DONE;
        stopClock();
        finished.run();
    }

    /** The node's answer is whole: its connection is free. */
    private void release() {
        Channel free = node;
        Backend owner = backend;
        node = null;
        if (free == null || owner == null) {
            return;
        }
        free.pipeline().remove(NodeConnection.NAME);
        free.config().setAutoRead(true);
        if (nodeStays && free.isActive()) {
            owner.giveBack(free);
        } else {
            var unused = free.close();
        }
    }

    private void stopClock() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private String clientAddress() {
        return client.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "unknown";
    }
}
