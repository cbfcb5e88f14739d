package io.everswitch.routing.degrade;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what begins in each second of the clock, and lets no more begin than may. A clock that steps back counts into the
 * second that it had reached. Thread-safe, no lock.
 */
final class RateCap {
    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    /** The second, and what began in it. */
    private final AtomicLong state = new AtomicLong();

    /** Whether one more may begin; counts nothing. */
    boolean isFree(int perSecond, long nowMs) {
        long before = state.get();
        return count(before, nowMs / 1000) < perSecond;
    }

    /** One begins, unless as many as may have begun. */
    boolean take(int perSecond, long nowMs) {
        long second = nowMs / 1000;
        while (true) {
            long before = state.get();
            long count = count(before, second);
            if (count >= perSecond) {
                return false;
            }
            long next = Math.max(second, before >>> COUNT_BITS) << COUNT_BITS | (count + 1);
            if (state.compareAndSet(before, next)) {
                return true;
            }
        }
    }

    private static long count(long state, long second) {
        return second > state >>> COUNT_BITS ? 0 : state & COUNT_MASK;
    }
}
