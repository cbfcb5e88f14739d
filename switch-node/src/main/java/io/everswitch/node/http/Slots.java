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

    void leave() {
        taken.decrementAndGet();
    }

    int taken() {
        return taken.get();
    }
}
