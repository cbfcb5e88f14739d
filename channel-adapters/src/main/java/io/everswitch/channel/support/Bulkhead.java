package io.everswitch.channel.support;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many requests one channel holds at once, waiting ones included, so that a slow bank uses up its own share and
 * nobody else's. Does not queue: what finds no place is refused at once. Thread-safe, lock-free.
 */
public final class Bulkhead {
    private static final int OBLIGATION_SHARE = 4;
    private static final int OBLIGATIONS_MIN = 4;
    private static final long COUNT = 0xFFFF_FFFFL;

    /**
     * The bound in the upper half, the places taken in the lower one. In one word, because otherwise who has read the old bound
     * could take a place after a lower one was set.
     */
    private final AtomicLong state;

    /** @param inFlightMax number of requests, at least 1 */
    public Bulkhead(int inFlightMax) {
        this.state = new AtomicLong(word(checked(inFlightMax), 0));
    }

    /** What queries, reversals and refunds have for themselves beside so many attempts: a bank full of them can still be asked. */
    public static int obligationsMax(int inFlightMax) {
        return Math.max(OBLIGATIONS_MIN, inFlightMax / OBLIGATION_SHARE);
    }

    /**
     * Another bound from now on. Who is inside stays; when more are inside than the new bound allows, nobody comes in until
     * enough have left.
     *
     * @param inFlightMax number of requests, at least 1
     */
    public void become(int inFlightMax) {
        checked(inFlightMax);
        state.updateAndGet(now -> word(inFlightMax, taken(now)));
    }

    /** Takes a place if one is free. Who got true calls {@link #release} exactly once. */
    public boolean tryAcquire() {
        long now = state.get();
        while (taken(now) < max(now)) {
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
            now = state.get();
        }
        return false;
    }

    /** @throws IllegalStateException if more places are given back than were taken: a bug of the caller */
    public void release() {
        long now = state.get();
        while (taken(now) > 0) {
            if (state.compareAndSet(now, now - 1)) {
                return;
            }
            now = state.get();
        }
        throw new IllegalStateException("released more than acquired");
    }

    public int inFlight() {
        return taken(state.get());
    }

    public int inFlightMax() {
        return max(state.get());
    }

    public boolean isFull() {
        long now = state.get();
        return taken(now) >= max(now);
    }

    private static int checked(int inFlightMax) {
        if (inFlightMax < 1) {
            throw new IllegalArgumentException("inFlightMax must be at least 1: " + inFlightMax);
        }
        return inFlightMax;
    }

    private static long word(int max, int taken) {
        return (long) max << Integer.SIZE | taken;
    }

    private static int max(long word) {
        return (int) (word >>> Integer.SIZE);
    }

    private static int taken(long word) {
        return (int) (word & COUNT);
    }
}
