package io.everswitch.journal.simulation;

import io.everswitch.journal.workingset.SimulatedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The working set as one side of the network sees it: members, who holds which partition, and what is in doubt. One thread. */
final class Cluster {

    /** What one member holds of one partition. */
    static final class Replica {
        long version;
        final Map<String, SimulatedEntry> entries = new TreeMap<>();

        Replica copy() {
            Replica copy = new Replica();
            copy.version = version;
            entries.forEach((key, entry) -> copy.entries.put(key, entry.copy()));
            return copy;
        }

        SimulatedEntry entry(String key) {
            return entries.computeIfAbsent(key, absent -> new SimulatedEntry());
        }
    }

    final List<Node> members = new ArrayList<>();
    /** For each partition who holds it, the primary first. */
    final List<List<Node>> holders = new ArrayList<>();
    /** For each partition the nodes whose spools are awaited. */
    final List<TreeSet<Integer>> doubt = new ArrayList<>();

    /** Fell below members-min, or was formed anew: others may have gone on without it. */
    boolean isVoid;

    Cluster(int partitions) {
        for (int i = 0; i < partitions; i++) {
            holders.add(new ArrayList<>());
            doubt.add(new TreeSet<>());
        }
    }

    @org.jspecify.annotations.Nullable
    Node primary(int partition) {
        List<Node> here = holders.get(partition);
        return here.isEmpty() ? null : here.get(0);
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
