package io.everswitch.cashier.notify;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One bulkhead per host: so many messages run, so many wait, all others are turned away. So a merchant that hangs uses up
 * his own places and nobody else's. Hosts without messages are forgotten. Thread-safe: a host's gate is touched only
 * inside the map's own lock for that host; never blocks.
 *
 * @param <T> what waits
 */
final class HostGates<T> {
    /** What became of a message at the gate. */
    enum Entry {
        RUN,
        WAIT,
        BUSY
    }

    private final ConcurrentMap<String, Gate<T>> gates = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();
    private final int runningMax;
    private final int waitingMax;
    private final int totalMax;

    HostGates(int runningMax, int waitingMax, int totalMax) {
        this.runningMax = runningMax;
        this.waitingMax = waitingMax;
        this.totalMax = totalMax;
    }

    /** RUN and WAIT hold a place: RUN until {@link #leave}, WAIT until it is handed out by leave or {@link #abandon}ed. */
    Entry enter(String host, T message) {
        if (total.incrementAndGet() > totalMax) {
            total.decrementAndGet();
            return Entry.BUSY;
        }
        Entry[] entry = {Entry.BUSY};
        gates.compute(host, (key, known) -> {
            Gate<T> gate = known == null ? new Gate<>() : known;
            if (gate.running < runningMax) {
                gate.running++;
                entry[0] = Entry.RUN;
            } else if (gate.waiting.size() < waitingMax) {
                gate.waiting.addLast(message);
                entry[0] = Entry.WAIT;
            }
            return gate;
        });
        if (entry[0] == Entry.BUSY) {
            total.decrementAndGet();
        }
        return entry[0];
    }

    /** Gives a running message's place back; the message returned, if any, has got it and must run. */
    @Nullable
    T leave(String host) {
        total.decrementAndGet();
        Next<T> next = new Next<>();
        gates.computeIfPresent(host, (key, known) -> {
            next.value = known.waiting.pollFirst();
            if (next.value == null) {
                known.running--;
            }
            return known.running == 0 ? null : known;
        });
        return next.value;
    }

    /** @return whether the message was still waiting; its place is free then */
    boolean abandon(String host, T message) {
        boolean[] removed = {false};
        gates.computeIfPresent(host, (key, known) -> {
            removed[0] = known.waiting.remove(message);
            return known;
        });
        if (removed[0]) {
            total.decrementAndGet();
        }
        return removed[0];
    }

    int hosts() {
        return gates.size();
    }

    int total() {
        return total.get();
    }

    private static final class Gate<T> {
        private final ArrayDeque<T> waiting = new ArrayDeque<>();
        private int running;
    }

    private static final class Next<T> {
        private @Nullable T value;
    }
}
