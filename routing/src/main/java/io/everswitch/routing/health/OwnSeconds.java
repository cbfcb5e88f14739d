package io.everswitch.routing.health;

import java.util.List;
import java.util.TreeMap;

/** What this node has seen at one channel by one method, second by second, over the window. Not thread-safe. */
final class OwnSeconds {
    private record Told(Tally tally, long version) {}

    /** One change that others do not know of yet. */
    record Change(long version, NodeNumbers.Second second) {}

    private final String channel;
    private final String method;
    private final int windowSeconds;
    private final TreeMap<Long, Told> seconds = new TreeMap<>();
    private final LongRunLatency usual = new LongRunLatency();

    OwnSeconds(String channel, String method, int windowSeconds) {
        this.channel = channel;
        this.method = method;
        this.windowSeconds = windowSeconds;
    }

    LongRunLatency usual() {
        return usual;
    }

    void add(long atMs, Tally more, long version) {
        long second = Math.floorDiv(atMs, 1_000L);
        if (!seconds.isEmpty() && second <= seconds.lastKey() - windowSeconds) {
            // A result of an attempt so old says nothing about any come-back.
            return;
        }
        seconds.merge(second, new Told(more, version), (old, now) -> new Told(old.tally.plus(now.tally), version));
        seconds.headMap(seconds.lastKey() - windowSeconds, true).clear();
    }

    /** @param from seconds before it say nothing any more */
    void changes(long since, long from, List<Change> to) {
        seconds.tailMap(from, true).forEach((second, told) -> {
            if (told.version > since) {
                to.add(new Change(told.version, new NodeNumbers.Second(channel, method, second, told.tally)));
            }
        });
    }
}
