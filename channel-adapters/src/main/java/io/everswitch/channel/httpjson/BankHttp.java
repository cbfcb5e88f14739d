package io.everswitch.channel.httpjson;

import io.netty.channel.ConnectTimeoutException;
import io.netty.resolver.NameResolver;
import io.netty.util.Timer;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.BoundRequestBuilder;
import org.asynchttpclient.ListenableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The signed HTTP exchanges of one channel, over the client that all channels share; its connections are the channel's own,
 * so a slow bank holds none of another's. Thread-safe, does not block. Stages complete on the client's threads.
 */
final class BankHttp {
    /** The client, and what belongs to it. */
    record Shared(AsyncHttpClient client, Timer timer, NameResolver<InetAddress> names, Clock clock) {}

    private static final byte[] NOTHING = new byte[0];

    private final Shared shared;
    private final String channel;
    private final String baseUrl;
    private final String basePath;
    private final Signature signature;
    private final int connectTimeoutMs;
    private final Duration responseTimeout;

    BankHttp(Shared shared, HttpJsonSettings settings) {
        this.shared = shared;
        this.channel = settings.profile().id().value();
        this.baseUrl = settings.baseUrl();
        String path = URI.create(baseUrl).getRawPath();
        this.basePath = path == null ? "" : path;
        this.signature = settings.signature();
        this.connectTimeoutMs = settings.connectTimeoutMs();
        this.responseTimeout = settings.profile().responseTimeout();
    }

    /** @param path behind the base URL, beginning with a slash */
    CompletableFuture<Reply> get(String path) {
        return execute(shared.client().prepareGet(baseUrl + path), signedGet(path), null, () -> true);
    }

    /** @param mayStillSend asked at the last moment before the first byte; false ends as not sent */
    CompletableFuture<Reply> post(String path, byte[] body, BooleanSupplier mayStillSend) {
        return execute(shared.client().preparePost(baseUrl + path), body, body, mayStillSend);
    }

    /** What a GET signs in place of a body: the path as it stands in the request line. */
    private byte[] signedGet(String path) {
        return (basePath + path).getBytes(StandardCharsets.US_ASCII);
    }

    private CompletableFuture<Reply> execute(
            BoundRequestBuilder request, byte[] signed, byte @Nullable [] body, BooleanSupplier mayStillSend) {
        String timestamp = Long.toString(shared.clock().instant().getEpochSecond());
        request.setHeader("X-Channel", channel)
                .setHeader("X-Timestamp", timestamp)
                .setHeader("X-Signature", signature.sign(timestamp, signed))
                .setHeader("Accept", "application/json")
                .setChannelPoolPartitioning((uri, virtualHost, proxy) -> channel)
                .setNameResolver(shared.names())
                .setReadTimeout(responseTimeout)
                .setRequestTimeout(responseTimeout.plusMillis(connectTimeoutMs));
        if (body != null) {
            request.setHeader("Content-Type", "application/json").setBody(body.length == 0 ? NOTHING : body);
        }
        Exchange exchange = new Exchange(mayStillSend);
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
                                connectTimeoutMs,
                                TimeUnit.MILLISECONDS));
            }
        } catch (IllegalStateException e) {
            // The client or its timer is closed. What was not written by now can never be.
            exchange.refuse("closed");
        }
        return exchange.reply();
    }
}
