package io.everswitch.chaos.load;

import java.time.Instant;

/** Nanoseconds since 1970 that never go back: the wall clock once, the monotonic one from then. Immutable, thread-safe. */
public final class WallClock {
    private final long offset;

    public WallClock() {
        Instant now = Instant.now();
        this.offset = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
    }

    public long nowNs() {
        return offset + System.nanoTime();
    }
}
