package io.everswitch.journal.archive;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ids that something happened to lately. Bounded: the oldest goes first. Safe to use from any thread. */
final class Recent {
    private final Map<String, Long> since;

    Recent(int max) {
        since = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > max;
            }
        };
    }

    synchronized void note(String id, long nowMs) {
        since.remove(id);
        since.put(id, nowMs);
    }

    synchronized void forget(String id) {
        since.remove(id);
    }

    synchronized boolean within(String id, long nowMs, long ms) {
        Long at = since.get(id);
        return at != null && nowMs - at < ms;
    }
}
