package io.everswitch.channel.iso8583;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Gives out system trace audit numbers, 000001 … 999999 in turn, leaving out those whose answers may still come. Begins where
 * the clock says, a hundred numbers per second of the day's clock, so that a process that starts again does not soon repeat
 * what it used before. Of several processes that share a terminal each has a part of the numbers for itself. Thread-safe,
 * lock-free.
 */
final class Stans {
    private static final int COUNT = 999_999;
    private static final int MS_PER_STAN = 10;
    /** More numbers than can be in use at once; after them one is given out anyway, and refused when it is sent. */
    private static final int TRIES = 20_000;

    private final AtomicInteger next;
    private final Predicate<String> inUse;
    private final int first;
    private final int count;

    Stans(Instant start, Predicate<String> inUse) {
        this(start, inUse, StanPart.ALL);
    }

    Stans(Instant start, Predicate<String> inUse, StanPart part) {
        this.count = COUNT / part.of();
        this.first = part.index() * count;
        this.next = new AtomicInteger((int) Math.floorMod(start.toEpochMilli() / MS_PER_STAN, (long) count));
        this.inUse = inUse;
    }

    String allocate() {
        String stan = take();
        for (int i = 1; i < TRIES && inUse.test(stan); i++) {
            stan = take();
        }
        return stan;
    }

    private String take() {
        return Texts.digits(first + next.getAndUpdate(n -> (n + 1) % count) + 1, 6);
    }
}
