package io.everswitch.channel.support;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a running channel waits. A request keeps the time that it began with, so for a while after a change both times are
 * about, and two things must hold meanwhile:
 *
 * <ul>
 *   <li>A question about an attempt ends before the next one is asked, or "no such attempt" could be taken for the answer to a
 *       later question than it is (M9). The time of the next was set by the profile that stood when this one was decided, so a
 *       longer time counts for questions only when that was surely long ago.
 *   <li>Who closes the channel waits for what began with a longer time.
 * </ul>
 *
 * Thread-safe; whoever reads does not wait.
 */
public final class Timeouts {
    /**
     * Above the longest time that an answer may take (60 s), and above the minute for which a process may stand still between
     * deciding upon a question and asking it.
     */
    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(90);

    /** The shortest and the longest response time-out that counted lately, this one included. */
    private record State(int connectMs, long responseMs, long shortestMs, long longestMs, long changedNanos) {
        boolean isRecent(long nowNanos) {
            return nowNanos - changedNanos < RECENT_NANOS;
        }

        State become(int nextConnectMs, long nextMs, long nowNanos) {
            if (nextMs == responseMs) {
                return new State(nextConnectMs, responseMs, shortestMs, longestMs, changedNanos);
            }
            boolean recent = isRecent(nowNanos);
            return new State(
                    nextConnectMs,
                    nextMs,
                    Math.min(nextMs, recent ? shortestMs : responseMs),
                    Math.max(nextMs, recent ? longestMs : responseMs),
                    nowNanos);
        }
    }

    private final LongSupplier nanoTime;
    private volatile State state;

    public Timeouts(int connectMs, Duration response) {
        this(connectMs, response, System::nanoTime);
    }

    Timeouts(int connectMs, Duration response, LongSupplier nanoTime) {
        long responseMs = response.toMillis();
        this.nanoTime = nanoTime;
        this.state = new State(connectMs, responseMs, responseMs, responseMs, nanoTime.getAsLong() - RECENT_NANOS);
    }

    /** For what begins from now on. Before the profile tells of it: a decision must not count on a time that is not kept yet. */
    public synchronized void become(int connectMs, Duration response) {
        state = state.become(connectMs, response.toMillis(), nanoTime.getAsLong());
    }

    /** How long a connection may take to be made. */
    public int connectMs() {
        return state.connectMs();
    }

    /** How long the answer to an attempt may take. */
    public long attemptMs() {
        return state.responseMs();
    }

    /** How long a query, a reversal or a refund may take, so that none is under way when the next one is due. */
    public long obligationMs() {
        State now = state;
        return now.isRecent(nanoTime.getAsLong()) ? now.shortestMs() : now.responseMs();
    }

    /** After so long nothing that has begun by now can be waiting for its answer. */
    public long longestMs() {
        State now = state;
        return now.isRecent(nanoTime.getAsLong()) ? now.longestMs() : now.responseMs();
    }
}
