package io.everswitch.chaos.fault;

/**
 * Ends the stream some time after the first bytes or the stream's end. That this is a reset and not an orderly end is a matter
 * of the sockets, which are told when the connection opens.
 */
final class ResetPeer extends Effect {
    private final long timeoutMs;
    private boolean begun;

    ResetPeer(long timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    @Override
    long waitNanos(Chunk held, long now) {
        begun = true;
        return Nanos.ofMillis(timeoutMs);
    }

    @Override
    int pass(Chunk held, long now) {
        return 0;
    }

    @Override
    boolean closes() {
        return true;
    }

    @Override
    long endWaitNanos(long now) {
        begun = true;
        return Nanos.ofMillis(timeoutMs);
    }

    @Override
    boolean interruptible() {
        return !begun;
    }
}
