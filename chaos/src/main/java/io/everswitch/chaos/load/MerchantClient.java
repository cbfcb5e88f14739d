package io.everswitch.chaos.load;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.Response;

/**
 * A merchant that calls as the API's rules tell it: on a connection error, a time-out or a retryable refusal it repeats the
 * same request (same order, same idempotency key) at the next node, until it is answered or its patience ends.
 */
final class MerchantClient implements AutoCloseable {
    /** Doubled at each repeat up to the second, and spread by half: clients that all come back at once are an attack. */
    private static final Duration REPEAT_PAUSE_MIN = Duration.ofMillis(200);

    private static final Duration REPEAT_PAUSE_MAX = Duration.ofSeconds(3);

    private final AsyncHttpClient http;
    private final Timer timer = new HashedWheelTimer(20, TimeUnit.MILLISECONDS);
    private final LoadTarget target;
    private final LoadSettings settings;
    private final AtomicInteger next = new AtomicInteger();

    MerchantClient(LoadTarget target, LoadSettings settings) {
        this.target = target;
        this.settings = settings;
        DefaultAsyncHttpClientConfig.Builder config = Dsl.config()
                .setThreadPoolName("load")
                .setIoThreadsCount(1)
                .setKeepAlive(true)
                .setMaxConnections(settings.inFlight() + 16)
                .setMaxRequestRetry(0)
                .setConnectTimeout(Duration.ofSeconds(2))
                .setReadTimeout(Duration.ofSeconds(settings.waitSeconds() + 10L))
                .setRequestTimeout(Duration.ofSeconds(settings.waitSeconds() + 10L))
                .setCookieStore(null);
        this.http = Dsl.asyncHttpClient(config);
    }

    /** One call of the API. {@code prefer}: empty or a Prefer header. */
    record Call(String path, String body, String idempotencyKey, String prefer) {}

    /** The answer that ended a call. */
    record Reply(int status, PaymentFields fields) {}

    /** Fails only when patience has ended; the failure says how the last try ended. */
    CompletionStage<Reply> post(Call call, Journey journey) {
        CompletableFuture<Reply> done = new CompletableFuture<>();
        attempt(call, journey, System.nanoTime() + settings.retryFor().toNanos(), done);
        return done;
    }

    private void attempt(Call call, Journey journey, long deadline, CompletableFuture<Reply> done) {
        String base =
                target.apiUrls().get(Math.floorMod(next.get(), target.apiUrls().size()));
        RequestBuilder request = new RequestBuilder("POST")
                .setUrl(base + call.path())
                .setHeader("Authorization", "Bearer " + target.apiKey())
                .setHeader("Content-Type", "application/json")
                .setBody(call.body());
        if (!call.idempotencyKey().isEmpty()) {
            request.setHeader("Idempotency-Key", call.idempotencyKey());
        }
        if (!call.prefer().isEmpty()) {
            request.setHeader("Prefer", call.prefer());
        }
        http.executeRequest(request)
                .toCompletableFuture()
                .<Void>handle((response, failure) -> {
                    if (failure != null) {
                        repeat(call, journey, deadline, done, failure.getClass().getSimpleName());
                    } else {
                        answered(call, journey, deadline, done, response);
                    }
                    return null;
                })
                // Whatever the code above throws must end the call, not hang it.
                .exceptionally(failure -> {
                    done.completeExceptionally(failure);
                    return null;
                });
    }

    private void answered(Call call, Journey journey, long deadline, CompletableFuture<Reply> done, Response response) {
        PaymentFields fields = PaymentFields.parse(response.getResponseBodyAsBytes());
        if (response.getStatusCode() >= 400 && fields.retryable()) {
            repeat(call, journey, deadline, done, response.getStatusCode() + " " + fields.code());
        } else {
            done.complete(new Reply(response.getStatusCode(), fields));
        }
    }

    private void repeat(Call call, Journey journey, long deadline, CompletableFuture<Reply> done, String why) {
        if (System.nanoTime() > deadline) {
            done.completeExceptionally(new IllegalStateException(why));
            return;
        }
        int repeats = Math.min(journey.repeated(), 10);
        next.incrementAndGet();
        long pause = Math.min(REPEAT_PAUSE_MIN.toMillis() << (repeats - 1), REPEAT_PAUSE_MAX.toMillis());
        timer.newTimeout(
                timeout -> attempt(call, journey, deadline, done),
                pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.stop();
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
