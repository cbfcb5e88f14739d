package io.everswitch.chaos.bank;

import static org.asynchttpclient.Dsl.asyncHttpClient;
import static org.asynchttpclient.Dsl.config;

import io.netty.channel.EventLoopGroup;
import io.netty.util.Timer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.BoundRequestBuilder;
import org.asynchttpclient.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends callbacks until they are acknowledged with 200: again after 1, 2, 4, 8 … s, at most ten times. Thread-safe, never
 * blocks. What waits when the simulator ends is lost, as it may be at any bank; queries still answer.
 */
final class CallbackSender implements AutoCloseable {
    private static final int REPEATS_MAX = 10;
    /** Enough for thousands a second; more would only make a slow switch slower. */
    private static final int IN_FLIGHT_MAX = 128;
    /** Some 50 MB; more means that the switch takes no callbacks at all, and then queries must help. */
    private static final int WAITING_MAX = 100_000;
    /** A switch that takes longer is as good as dead. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final AsyncHttpClient client;
    private final Timer timer;
    private final Clock clock;
    private final long firstRepeatMs;
    private final Queue<Delivery> waiting = new ArrayDeque<>();
    private int inFlight;

    CallbackSender(EventLoopGroup loops, Timer timer, Clock clock, long firstRepeatMs) {
        this.timer = timer;
        this.clock = clock;
        this.firstRepeatMs = firstRepeatMs;
        this.client = asyncHttpClient(config().setEventLoopGroup(loops)
                .setNettyTimer(timer)
                .setConnectTimeout(Duration.ofSeconds(2))
                .setRequestTimeout(REQUEST_TIMEOUT)
                .setReadTimeout(REQUEST_TIMEOUT)
                .setMaxRequestRetry(0)
                .setFollowRedirect(false)
                .setCookieStore(null)
                .setUserAgent("bank-simulator")
                .build());
    }

    private record Delivery(Callback callback, int repeatsLeft, long repeatAfterMs) {}

    /** @param repeated false: sent once, however it is answered */
    void send(Callback callback, boolean repeated) {
        offer(new Delivery(callback, repeated ? REPEATS_MAX : 0, firstRepeatMs));
    }

    private void offer(Delivery delivery) {
        boolean now;
        synchronized (this) {
            now = inFlight < IN_FLIGHT_MAX;
            if (now) {
                inFlight++;
            } else if (waiting.size() < WAITING_MAX) {
                waiting.add(delivery);
            } else {
                delivery.callback.desk().count(Counter.CALLBACKS_GIVEN_UP);
            }
        }
        if (now) {
            post(delivery);
        }
    }

    private void post(Delivery delivery) {
        Callback callback = delivery.callback;
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        callback.desk().count(Counter.CALLBACKS_SENT);
        BoundRequestBuilder request =
                client.preparePost(callback.url()).setHeader("Content-Type", callback.contentType());
        String signature = callback.sign(timestamp);
        if (!signature.isEmpty()) {
            request.setHeader("X-Channel", callback.desk().id())
                    .setHeader("X-Timestamp", timestamp)
                    .setHeader("X-Signature", signature);
        }
        var unused = request.setBody(callback.body())
                .execute()
                .toCompletableFuture()
                .whenComplete((response, failure) -> done(delivery, response));
    }

    private void done(Delivery delivery, @Nullable Response response) {
        if (response != null && response.getStatusCode() == 200) {
            delivery.callback.desk().count(Counter.CALLBACKS_ACKNOWLEDGED);
        } else {
            repeat(delivery);
        }
        Delivery next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                inFlight--;
            }
        }
        if (next != null) {
            post(next);
        }
    }

    private void repeat(Delivery delivery) {
        if (delivery.repeatsLeft == 0) {
            delivery.callback.desk().count(Counter.CALLBACKS_GIVEN_UP);
            return;
        }
        Delivery again = new Delivery(delivery.callback, delivery.repeatsLeft - 1, delivery.repeatAfterMs * 2);
        try {
            timer.newTimeout(timeout -> offer(again), delivery.repeatAfterMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | IllegalStateException e) {
            // The timer is full or has ended with the simulator.
            delivery.callback.desk().count(Counter.CALLBACKS_GIVEN_UP);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
