package io.everswitch.chaos.bench.memory;

import java.time.Duration;

/**
 * How much is made.
 *
 * @param closed payments that come to their end, and {@code open} ones that are created only
 * @param inFlight payments under way at once
 * @param soak how long payments come and go, with its rate and how often it is looked
 */
public record MemorySettings(int closed, int open, int inFlight, long seed, Soak soak) {
    public MemorySettings {
        if (closed < 1 || open < 1 || inFlight < 1) {
            throw new IllegalArgumentException("--closed, --open and --in-flight must be at least 1");
        }
    }

    /**
     * @param retentionS of the nodes' working set
     * @param keys whether requests bear idempotency keys, which are kept for days whatever becomes of their payments
     */
    public record Soak(Duration duration, int ratePerSecond, int retentionS, Duration every, boolean keys) {
        /** Until as much goes as comes: retention, the archive's delay, a look at the spool. */
        private static final int LEVEL_AFTER_S = 120;

        public Soak {
            if (ratePerSecond < 1 || every.isNegative() || every.isZero()) {
                throw new IllegalArgumentException("a soak has a rate and an interval");
            }
        }

        int skipS() {
            return retentionS + LEVEL_AFTER_S;
        }
    }
}
