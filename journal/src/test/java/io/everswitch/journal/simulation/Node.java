package io.everswitch.journal.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One node: what it has on disk, in memory and under way. One thread. */
final class Node {

    /** An actor that believes it owns a payment. */
    static final class Actor {
        final List<byte[]> facts;
        boolean busy;

        Actor(List<byte[]> facts) {
            this.facts = new ArrayList<>(facts);
        }
    }

    final int number;
    final SimulatedSpool spool = new SimulatedSpool();
    /** The half of the network that this node is in while the network is cut. */
    boolean half;

    boolean alive;
    boolean ready;

    @Nullable
    Cluster cluster;
    /** Counted up when a partition is lost: what was said about it before is void. */
    final int[] epochs;

    int returnsWanted;
    boolean returning;
    final Map<Integer, Cluster.Replica> replicas = new TreeMap<>();
    final Map<String, Actor> actors = new TreeMap<>();
    final List<Task> tasks = new ArrayList<>();

    Node(int number, int partitions) {
        this.number = number;
        this.epochs = new int[partitions];
    }

    Cluster.Replica replica(int partition) {
        return replicas.computeIfAbsent(partition, absent -> new Cluster.Replica());
    }

    @Override
    public String toString() {
        return "node" + number;
    }
}
