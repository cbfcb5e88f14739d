package io.everswitch.chaos.fault;

/** Holds the stream's end back. */
final class SlowClose extends Effect {
    private final long delayMs;

    SlowClose(long delayMs) {
        this.delayMs = delayMs;
    }

    @Override
    long endWaitNanos(long now) {
        return Nanos.ofMillis(delayMs);
    }
}
