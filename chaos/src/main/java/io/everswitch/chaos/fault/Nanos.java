package io.everswitch.chaos.fault;

import java.util.concurrent.TimeUnit;

/** Times as the API gives them, in nanoseconds. What is too long for a long is the longest. */
final class Nanos {
    /** No timer is set for it. */
    static final long FOREVER = Long.MAX_VALUE;

    /** Event loops wake up to a millisecond late; so much may be caught up. */
    static final long LATE_MAX = TimeUnit.MILLISECONDS.toNanos(20);

    private Nanos() {}

    static long ofMillis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    static long ofMicros(long micros) {
        return TimeUnit.MICROSECONDS.toNanos(micros);
    }
}
