package io.everswitch.channel.support;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many requests one channel holds at once, waiting ones included, so that a slow bank uses up its own share and
 * nobody else's. Does not queue: what finds no place is refused at once. Thread-safe, lock-free.
 */
public final class Bulkhead {
    private final int inFlightMax;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** @param inFlightMax number of requests, at least 1 */
    public Bulkhead(int inFlightMax) {
        if (inFlightMax < 1) {
            throw new IllegalArgumentException("inFlightMax must be at least 1: " + inFlightMax);
        }
        this.inFlightMax = inFlightMax;
    }

    /** Takes a place if one is free. Who got true calls {@link #release} exactly once. */
    public boolean tryAcquire() {
        int now = inFlight.get();
        while (now < inFlightMax) {
            if (inFlight.compareAndSet(now, now + 1)) {
                return true;
            }
            now = inFlight.get();
        }
        return false;
    }

    /** @throws IllegalStateException if more places are given back than were taken: a bug of the caller */
    public void release() {
        if (inFlight.decrementAndGet() < 0) {
            inFlight.incrementAndGet();
            throw new IllegalStateException("released more than acquired");
        }
    }

    public int inFlight() {
        return inFlight.get();
    }

    public int inFlightMax() {
        return inFlightMax;
    }

    public boolean isFull() {
        return inFlight.get() >= inFlightMax;
    }
}
