package io.everswitch.chaos.fault;

/** So many bytes a second, in lumps of a tenth of a second where bytes come faster. At 0 or less nothing passes. */
final class Bandwidth extends Effect {
    private static final long LUMP_MS = 100;
    private static final double NANOS_PER_BYTE_AT_1_KB_S = 1e6;

    private final long bytesPerMs;
    private long owedNanos;
    private long plannedNanos;
    private long startedNanos;

    Bandwidth(long kilobytesPerSecond) {
        this.bytesPerMs = kilobytesPerSecond;
    }

    @Override
    void begin(Chunk held) {
        if (bytesPerMs > 0) {
            owedNanos += (long) (held.bytes() * NANOS_PER_BYTE_AT_1_KB_S / bytesPerMs);
        }
    }

    @Override
    long waitNanos(Chunk held, long now) {
        if (bytesPerMs <= 0) {
            return Nanos.FOREVER;
        }
        startedNanos = now;
        plannedNanos = Math.max(0, held.bytes() > lumpBytes() ? Nanos.ofMillis(LUMP_MS) : owedNanos);
        return plannedNanos;
    }

    @Override
    int pass(Chunk held, long now) {
        // A late timer is made up for; a receiver that took nothing in the meantime is not.
        long spent = Math.min(now - startedNanos, plannedNanos + Nanos.LATE_MAX);
        owedNanos = Math.max(owedNanos - spent, -Nanos.LATE_MAX);
        return (int) Math.min(held.bytes(), lumpBytes());
    }

    private long lumpBytes() {
        return Math.min(bytesPerMs, Integer.MAX_VALUE) * LUMP_MS;
    }
}
