package io.everswitch.channel.iso8583;

import java.util.function.DoubleSupplier;

/**
 * Waits before reconnects: doubled each time up to a limit, and a random half of it, so that the channels of a bank that
 * comes back do not all arrive in one moment. Confined to one thread.
 */
final class Backoff {
    private static final int DOUBLINGS_MAX = 20;

    private final int minMs;
    private final int maxMs;
    private final DoubleSupplier jitter;
    private int failures;

    /** @param jitter 0 … 1 */
    Backoff(int minMs, int maxMs, DoubleSupplier jitter) {
        this.minMs = minMs;
        this.maxMs = maxMs;
        this.jitter = jitter;
    }

    long nextMs() {
        long full = Math.min(maxMs, (long) minMs << Math.min(failures, DOUBLINGS_MAX));
        failures = Math.min(failures + 1, DOUBLINGS_MAX);
        return Math.max(1, Math.round(full / 2.0 + full / 2.0 * jitter.getAsDouble()));
    }

    void reset() {
        failures = 0;
    }
}
