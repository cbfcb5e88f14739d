package io.everswitch.journal.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The archive: it fences nobody. Rows under a taken number are kept beside the first one, as the plugin's tables do, and a
 * reader sees the first. One thread.
 */
final class SimulatedArchive {

    private final Map<String, List<byte[]>> rows = new TreeMap<>();
    boolean down;

    void write(String id, int first, List<byte[]> facts) {
        List<byte[]> stored = rows.computeIfAbsent(id, key -> new ArrayList<>());
        for (int i = 0; i < facts.size(); i++) {
            int place = first - 1 + i;
            if (place == stored.size()) {
                stored.add(facts.get(i));
            }
        }
    }

    List<byte[]> facts(String id) {
        return List.copyOf(rows.getOrDefault(id, List.of()));
    }
}
