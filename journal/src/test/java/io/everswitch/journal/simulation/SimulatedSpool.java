package io.everswitch.journal.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node's log: what is written is on disk after the next sync, and gone if its node dies before. One thread. */
final class SimulatedSpool {

    private Map<String, List<byte[]>> histories = new TreeMap<>();
    private Map<String, String> claims = new TreeMap<>();
    private Map<String, List<byte[]>> syncedHistories = new TreeMap<>();
    private Map<String, String> syncedClaims = new TreeMap<>();
    boolean sick;

    List<byte[]> facts(String id) {
        return histories.getOrDefault(id, List.of());
    }

    List<byte[]> durable(String id) {
        return syncedHistories.getOrDefault(id, List.of());
    }

    List<String> ids() {
        return List.copyOf(histories.keySet());
    }

    Map<String, String> claims() {
        return new TreeMap<>(claims);
    }

    /** Only in order, as the real one. */
    boolean append(String id, long first, byte[] fact) {
        List<byte[]> before = facts(id);
        if (first <= before.size()) {
            return Facts.same(before.get((int) first - 1), fact);
        }
        if (first != before.size() + 1) {
            return false;
        }
        List<byte[]> after = new ArrayList<>(before);
        after.add(fact);
        histories.put(id, after);
        return true;
    }

    /** The history as the working set has it, in place of this one's. */
    void adopt(String id, List<byte[]> facts) {
        histories.put(id, new ArrayList<>(facts));
    }

    void note(String key, String value) {
        claims.put(key, value);
    }

    void forget(String id) {
        histories.remove(id);
        syncedHistories.remove(id);
    }

    void sync() {
        syncedHistories = new TreeMap<>(histories);
        syncedClaims = new TreeMap<>(claims);
    }

    void crash() {
        histories = new TreeMap<>(syncedHistories);
        claims = new TreeMap<>(syncedClaims);
    }
}
