package io.everswitch.channel.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.Timeout;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.netty.request.NettyRequest;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange. Its state decides what a failure means: {@code WAITING} until just before the first byte, then
 * {@code WRITTEN} for ever. Whoever wants to give up before the first byte must win the change to {@code REFUSED}; then the
 * client is stopped from writing. So a request that is told as not sent can never leave later (M9). The client calls it on
 * one thread at a time; {@link #refuse} comes from anywhere.
 */
final class Exchange implements AsyncHandler<Boolean> {
    /** A bank's answer has some hundred bytes to some thousand; what is longer than this is none. */
    static final int BYTES_MAX = 64 * 1024;

    private enum Phase {
        WAITING,
        WRITTEN,
        REFUSED
    }

    /** Stops the client just before it writes. Without a stack: it is no fault, and it may come often. */
    private static final class NotSent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotSent(String problem) {
            super(problem, null, false, false);
        }
    }

    private final AtomicReference<Phase> state = new AtomicReference<>(Phase.WAITING);
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);
    private final BooleanSupplier mayStillSend;
    private volatile @Nullable Timeout connectTimeout;
    private int httpStatus;
    private volatile String timestamp = "";
    private volatile String signature = "";

    /** @param mayStillSend asked at the last moment before the first byte */
    Exchange(BooleanSupplier mayStillSend) {
        this.mayStillSend = mayStillSend;
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    /** Whether the answer carries this signature over its time and body, and was signed just now. */
    boolean isSigned(Reply answer, Signature with, Instant now) {
        return with.isFresh(timestamp, now) && with.matches(timestamp, answer.body(), signature);
    }

    void connectTimeout(Timeout timeout) {
        connectTimeout = timeout;
        if (state.get() != Phase.WAITING) {
            timeout.cancel();
        }
    }

    /** Gives up unless a byte may have left; then it does nothing, and the outcome stays open. Whether it gave up. */
    boolean refuse(String problem) {
        boolean refused = state.compareAndSet(Phase.WAITING, Phase.REFUSED);
        if (refused) {
            finish(Reply.failed(false, problem));
        }
        return refused;
    }

    @Override
    public void onRequestSend(NettyRequest request) {
        if (!mayStillSend.getAsBoolean()) {
            refuse("send_by");
        }
        if (!state.compareAndSet(Phase.WAITING, Phase.WRITTEN)) {
            throw new NotSent("request was given up before its first byte");
        }
        stopConnectTimeout();
    }

    @Override
    public void onTcpConnectFailure(InetSocketAddress address, Throwable cause) {
        refuse("not_connected");
    }

    @Override
    public State onStatusReceived(HttpResponseStatus status) {
        httpStatus = status.getStatusCode();
        return State.CONTINUE;
    }

    @Override
    public State onHeadersReceived(HttpHeaders headers) {
        timestamp = headers.get("X-Timestamp", "");
        signature = headers.get("X-Signature", "");
        return State.CONTINUE;
    }

    @Override
    public State onBodyPartReceived(HttpResponseBodyPart part) {
        byte[] bytes = part.getBodyPartBytes();
        if (body.size() + bytes.length > BYTES_MAX) {
            finish(Reply.failed(true, "too_large"));
            return State.ABORT;
        }
        body.write(bytes, 0, bytes.length);
        return State.CONTINUE;
    }

    @Override
    public void onThrowable(Throwable cause) {
        boolean written = state.get() == Phase.WRITTEN;
        String late = cause instanceof TimeoutException ? "timeout" : "connection_lost";
        finish(Reply.failed(written, written ? late : "not_connected"));
    }

    @Override
    public Boolean onCompleted() {
        finish(Reply.answer(httpStatus, body.toByteArray()));
        return Boolean.TRUE;
    }

    private void finish(Reply result) {
        stopConnectTimeout();
        reply.complete(result);
    }

    private void stopConnectTimeout() {
        Timeout timeout = connectTimeout;
        if (timeout != null) {
            timeout.cancel();
        }
    }
}
