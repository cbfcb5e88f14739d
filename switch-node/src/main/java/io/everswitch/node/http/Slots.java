package io.everswitch.node.http;

import java.util.concurrent.atomic.AtomicInteger;

/** A number of places of which each may be taken once. Thread-safe. */
final class Slots {
    private final int max;
    private final AtomicInteger taken = new AtomicInteger();

    Slots(int max) {
        this.max = max;
    }

    boolean enter() {
        if (taken.incrementAndGet() <= max) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    /** Takes a place even if there is none: for what has begun already. */
    void occupy() {
        taken.incrementAndGet();
    }

    int taken() {
        return taken.get();
    }

    boolean isFull() {
        return taken.get() >= max;
    }

    void leave() {
        taken.decrementAndGet();
    }
}
