package io.everswitch.channel.http;

import io.everswitch.channel.support.Timeouts;
import io.netty.channel.ConnectTimeoutException;
import io.netty.resolver.NameResolver;
import io.netty.util.Timer;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.BoundRequestBuilder;
import org.asynchttpclient.ListenableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP exchanges of one channel, over the client that all channels share; its connections are the channel's own,
 * so a slow bank holds none of another's. Thread-safe, does not block. Stages complete on the client's threads.
 */
public final class BankHttp {
    /** The client, and what belongs to it. */
    record Shared(AsyncHttpClient client, Timer timer, NameResolver<InetAddress> names, Clock clock) {}

    private static final byte[] NOTHING = new byte[0];

    private final Shared shared;
    private final HttpPeer peer;
    private final Timeouts timeouts;
    private final String channel;
    private final String basePath;

    BankHttp(Shared shared, HttpPeer peer) {
        this.shared = shared;
        this.peer = peer;
        this.timeouts = new Timeouts(peer.connectTimeoutMs(), peer.responseTimeout());
        this.channel = peer.channel().value();
        String path = URI.create(peer.baseUrl()).getRawPath();
        this.basePath = path == null ? "" : path;
    }

    /** Other time-outs for what begins from now on. */
    public void become(int connectTimeoutMs, Duration responseTimeout) {
        timeouts.become(connectTimeoutMs, responseTimeout);
    }

    /**
     * A question, which may be asked at any time and again.
     *
     * @param path behind the base URL, beginning with a slash
     */
    public CompletableFuture<Reply> get(String path) {
        return execute(
                shared.client().prepareGet(peer.baseUrl() + path),
                signedGet(path),
                null,
                new Exchange(() -> true),
                timeouts.obligationMs());
    }

    /** A question, a reversal or a refund: what may be sent at any time and again. */
    public CompletableFuture<Reply> ask(String path, byte[] body) {
        return post(path, body, Map.of(), new Exchange(() -> true), timeouts.obligationMs());
    }

    /**
     * An attempt.
     *
     * @param mayStillSend asked at the last moment before the first byte; false ends as not sent
     */
    public CompletableFuture<Reply> post(String path, byte[] body, BooleanSupplier mayStillSend) {
        return post(path, body, Map.of(), mayStillSend);
    }

    /** @param headers beside those of every request */
    public CompletableFuture<Reply> post(
            String path, byte[] body, Map<String, String> headers, BooleanSupplier mayStillSend) {
        return post(path, body, headers, new Exchange(mayStillSend), timeouts.attemptMs());
    }

    private CompletableFuture<Reply> post(
            String path, byte[] body, Map<String, String> headers, Exchange exchange, long responseMs) {
        BoundRequestBuilder request = shared.client().preparePost(peer.baseUrl() + path);
        headers.forEach(request::setHeader);
        CompletableFuture<Reply> reply = execute(request, body, body, exchange, responseMs);
        Signature signature = peer.signature();
        return signature != null && peer.answersSigned()
                ? reply.thenApply(answer -> genuine(exchange, signature, answer))
                : reply;
    }

    /** Whoever cannot sign has nothing to say: his 200 is as good as none. */
    private Reply genuine(Exchange exchange, Signature signature, Reply answer) {
        boolean forged = answer.isAnswer()
                && answer.httpStatus() == 200
                && !exchange.isSigned(answer, signature, shared.clock().instant());
        return forged ? Reply.failed(true, "answer_signature") : answer;
    }

    /** What a GET signs in place of a body: the path as it stands in the request line. */
    private byte[] signedGet(String path) {
        return (basePath + path).getBytes(StandardCharsets.US_ASCII);
    }

    private CompletableFuture<Reply> execute(
            BoundRequestBuilder request, byte[] signed, byte @Nullable [] body, Exchange exchange, long responseMs) {
        int connectMs = timeouts.connectMs();
        Signature signature = peer.signature();
        if (signature != null) {
            String timestamp = Long.toString(shared.clock().instant().getEpochSecond());
            request.setHeader("X-Channel", channel)
                    .setHeader("X-Timestamp", timestamp)
                    .setHeader("X-Signature", signature.sign(timestamp, signed));
        }
        request.setHeader("Accept", peer.contentType())
                .setChannelPoolPartitioning((uri, virtualHost, proxy) -> channel)
                .setNameResolver(shared.names())
                .setReadTimeout(Duration.ofMillis(responseMs))
                .setRequestTimeout(Duration.ofMillis(responseMs + connectMs));
        if (body != null) {
            request.setHeader("Content-Type", peer.contentType()).setBody(body.length == 0 ? NOTHING : body);
        }
        try {
            ListenableFuture<Boolean> running = request.execute(exchange);
            if (!running.isDone()) {
                exchange.connectTimeout(shared.timer()
                        .newTimeout(
                                expired -> {
                                    if (exchange.refuse("connect_timeout")) {
                                        running.abort(new ConnectTimeoutException("no connection in time"));
                                    }
                                },
                                connectMs,
                                TimeUnit.MILLISECONDS));
            }
        } catch (IllegalStateException e) {
            // The client or its timer is closed. What was not written by now can never be.
            exchange.refuse("closed");
        }
        return exchange.reply();
    }
}
