package io.everswitch.channel.http;

import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.ChannelId;
import io.netty.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the bank can be reached: down after a request that found no connection, up again when {@code GET /health} is
 * answered, which is asked with a growing wait while it is down. A bank that is up is never asked. Thread-safe.
 */
final class HealthProbe {
    private static final Logger LOG = LoggerFactory.getLogger(HealthProbe.class);
    /** Quick at first, because most outages are restarts. */
    private static final long WAIT_MIN_MS = 500;
    /** Two hundred channels of a dead bank then cost 20 small requests a second. */
    private static final long WAIT_MAX_MS = 10_000;
    /**
     * The first questions of all channels are spread over this time. At once, two hundred first connections and their answers
     * took a starting node's cores for so long that most of them ran into their time-out, and every bank was told to be down.
     */
    private static final int START_SPREAD_MS = 3_000;

    private enum State {
        IDLE,
        UP,
        DOWN,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final ChannelId channel;
    private final Supplier<CompletionStage<Reply>> ask;
    private final Timer timer;
    private final ChannelMetrics metrics;

    HealthProbe(ChannelId channel, Supplier<CompletionStage<Reply>> ask, Timer timer, ChannelMetrics metrics) {
        this.channel = channel;
        this.ask = ask;
        this.timer = timer;
        this.metrics = metrics;
    }

    /** Until something else is known the bank counts as reachable. */
    void start() {
        if (state.compareAndSet(State.IDLE, State.UP)) {
            int firstMs = Math.floorMod(channel.hashCode(), START_SPREAD_MS);
            LOG.debug("channel {}: bank is first asked in {} ms", channel, firstMs);
            later(firstMs, WAIT_MIN_MS);
        }
    }

    void close() {
        state.set(State.CLOSED);
    }

    boolean isUp() {
        return state.get() == State.UP;
    }

    boolean isRunning() {
        State now = state.get();
        return now == State.UP || now == State.DOWN;
    }

    /** A request could not even be written. */
    void unreachable(String problem) {
        if (state.compareAndSet(State.UP, State.DOWN)) {
            LOG.warn("channel {}: bank cannot be reached: {}", channel, problem);
            metrics.disconnected(channel, problem);
            probeAfter(WAIT_MIN_MS);
        }
    }

    /** The bank answered something. */
    void reached() {
        if (state.compareAndSet(State.DOWN, State.UP)) {
            LOG.info("channel {}: bank can be reached again", channel);
            metrics.connected(channel);
        }
    }

    private void probeAfter(long waitMs) {
        later(waitMs, Math.min(waitMs * 2, WAIT_MAX_MS));
    }

    private void later(long waitMs, long nextWaitMs) {
        try {
            timer.newTimeout(expired -> probe(nextWaitMs), waitMs, TimeUnit.MILLISECONDS);
        } catch (IllegalStateException e) {
            // The timer has been stopped: the process is going down, nobody needs to know any more.
            close();
        }
    }

    private void probe(long nextWaitMs) {
        if (!isRunning()) {
            return;
        }
        ask.get().thenAccept(reply -> {
            if (reply.isAnswer() && reply.httpStatus() == 200) {
                reached();
            } else if (state.get() == State.DOWN) {
                probeAfter(nextWaitMs);
            } else if (!reply.isAnswer()) {
                unreachable(reply.problem());
            }
        });
    }
}
