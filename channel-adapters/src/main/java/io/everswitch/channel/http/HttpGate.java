package io.everswitch.channel.http;

import io.everswitch.channel.support.Bulkhead;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.ChannelStatus;
import io.netty.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door through which every exchange of one channel goes: open between start and close, bounded for attempts and, apart
 * from them, for what is asked about them, and aware of whether the bank can be reached. Thread-safe, does not block; stages
 * complete on the HTTP client's threads.
 */
public final class HttpGate {
    private static final Logger LOG = LoggerFactory.getLogger(HttpGate.class);

    private final ChannelId channel;
    private final Bulkhead attempts;
    /** Queries, reversals and refunds: a bank full of attempts can still be asked. */
    private final Bulkhead service;

    private final HealthProbe health;
    private final Drain drain = new Drain();

    /**
     * @param inFlightMax attempts at once, at least 1; what is asked about them has a quarter of it, at least 4, beside
     * @param askHealth asks the bank whether it is there; 200 means yes
     */
    public HttpGate(
            ChannelId channel,
            int inFlightMax,
            Supplier<CompletionStage<Reply>> askHealth,
            Timer timer,
            ChannelMetrics metrics) {
        this.channel = channel;
        this.attempts = new Bulkhead(inFlightMax);
        this.service = new Bulkhead(Bulkhead.obligationsMax(inFlightMax));
        this.health = new HealthProbe(channel, askHealth, timer, metrics);
    }

    /** Other bounds from now on; what is inside stays. */
    public void become(int inFlightMax) {
        attempts.become(inFlightMax);
        service.become(Bulkhead.obligationsMax(inFlightMax));
    }

    public void start() {
        health.start();
    }

    /** Takes nothing new; completes when the last exchange has ended. */
    public CompletionStage<Void> close() {
        health.close();
        return drain.close();
    }

    public ChannelStatus status() {
        int inFlight = attempts.inFlight() + service.inFlight();
        if (!health.isRunning()) {
            return new ChannelStatus(false, inFlight, "not running");
        }
        if (!health.isUp()) {
            return new ChannelStatus(false, inFlight, "bank cannot be reached");
        }
        return attempts.isFull()
                ? new ChannelStatus(false, inFlight, "bulkhead full")
                : new ChannelStatus(true, inFlight, "");
    }

    /** An exchange that may take money. */
    public <T> CompletionStage<T> attempt(Supplier<CompletableFuture<Reply>> begin, Function<Reply, T> meaning) {
        return exchange(attempts, begin, meaning);
    }

    /** An exchange about an attempt, or a refund. */
    public <T> CompletionStage<T> service(Supplier<CompletableFuture<Reply>> begin, Function<Reply, T> meaning) {
        return exchange(service, begin, meaning);
    }

    /** One exchange inside a bulkhead. Whatever goes wrong before it begins is a reply that says "not written". */
    private <T> CompletionStage<T> exchange(
            Bulkhead bulkhead, Supplier<CompletableFuture<Reply>> begin, Function<Reply, T> meaning) {
        if (!health.isRunning() || !drain.enter()) {
            return done(meaning.apply(Reply.failed(false, "not_connected")));
        }
        if (!bulkhead.tryAcquire()) {
            drain.leave();
            return done(meaning.apply(Reply.failed(false, "bulkhead_full")));
        }
        CompletableFuture<Reply> reply;
        try {
            reply = begin.get();
        } catch (RuntimeException e) {
            // The vault could not open the means, or the request could not be built. No message: it could quote a
            // secret.
            LOG.error("channel {}: request not sent: {}", channel, e.getClass().getName());
            reply = CompletableFuture.completedFuture(Reply.failed(false, "not_built"));
        }
        return reply.thenApply(result -> {
            bulkhead.release();
            drain.leave();
            note(result);
            return meaning.apply(result);
        });
    }

    private void note(Reply result) {
        if (result.isAnswer()) {
            health.reached();
        } else if (!result.written() && isUnreachable(result.problem())) {
            health.unreachable(result.problem());
        }
    }

    private static boolean isUnreachable(String problem) {
        return problem.equals("not_connected") || problem.equals("connect_timeout");
    }

    private static <T> CompletionStage<T> done(T answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
