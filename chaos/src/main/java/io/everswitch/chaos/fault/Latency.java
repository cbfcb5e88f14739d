package io.everswitch.chaos.fault;

/** Bytes pass some time after they arrived, in order. */
final class Latency extends Effect {
    private final long latencyMs;
    private final long jitterMs;
    private final Draws draws;
    private long delayNanos;

    Latency(long latencyMs, long jitterMs, Draws draws) {
        this.latencyMs = latencyMs;
        this.jitterMs = jitterMs;
        this.draws = draws;
    }

    @Override
    void begin(Chunk held) {
        double wishedMs = (double) latencyMs + draws.around(Math.min(jitterMs, Long.MAX_VALUE / 2));
        delayNanos = (long) Math.max(0, Math.min(wishedMs * 1e6, Long.MAX_VALUE / 4d));
    }

    @Override
    long waitNanos(Chunk held, long now) {
        return delayNanos - (now - held.atNanos());
    }

    @Override
    long leavesAtNanos(Chunk held) {
        return held.atNanos() + delayNanos;
    }
}
