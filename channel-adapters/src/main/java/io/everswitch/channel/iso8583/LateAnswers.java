package io.everswitch.channel.iso8583;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers completed requests for a while, so that an answer after the time-out, or a second answer, finds the attempt that
 * it is about. One for all channels of a factory; bounded in count and in age, the oldest go first. Thread-safe by a lock
 * that is held for some hundred nanoseconds.
 */
final class LateAnswers {
    private record Key(Object channel, int key) {}

    private record Entry(Exchange exchange, long untilNanos) {}

    private final int entriesMax;
    private final long ageNanos;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    LateAnswers(int entriesMax, Duration age) {
        this.entriesMax = entriesMax;
        this.ageNanos = age.toNanos();
    }

    synchronized void remember(Object channel, Exchange exchange) {
        long now = System.nanoTime();
        Key key = new Key(channel, exchange.key());
        // Removed first: an entry that is put again must move to the young end.
        entries.remove(key);
        entries.put(key, new Entry(exchange, now + ageNanos));
        forgetOld(now);
    }

    synchronized @Nullable Exchange find(Object channel, int key) {
        Entry entry = entries.get(new Key(channel, key));
        return entry == null || entry.untilNanos - System.nanoTime() < 0 ? null : entry.exchange;
    }

    synchronized void forget(Object channel) {
        entries.keySet().removeIf(key -> key.channel.equals(channel));
    }

    synchronized int size() {
        return entries.size();
    }

    private void forgetOld(long now) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entries.size() <= entriesMax && entry.untilNanos - now >= 0) {
                return;
            }
            oldest.remove();
        }
    }
}
