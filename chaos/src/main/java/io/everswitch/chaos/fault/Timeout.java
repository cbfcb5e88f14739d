package io.everswitch.chaos.fault;

/** Everything vanishes; the stream ends after some time in which nothing came. */
final class Timeout extends Effect {
    private final long timeoutMs;

    Timeout(long timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    @Override
    boolean drops() {
        return true;
    }

    @Override
    long idleNanos() {
        return Math.max(0, Nanos.ofMillis(timeoutMs));
    }
}
