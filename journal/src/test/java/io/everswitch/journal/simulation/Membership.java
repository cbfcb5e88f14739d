package io.everswitch.journal.simulation;

import io.everswitch.journal.workingset.SimulatedEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is with whom: members that are noticed to be gone, splits and merges, partitions that move or are lost. One thread. */
final class Membership {

    private static final int COPIES = 2;

    private final World world;

    Membership(World world) {
        this.world = world;
    }

    List<Cluster> clusters() {
        Set<Cluster> all = new LinkedHashSet<>();
        for (Node node : world.nodes) {
            Cluster cluster = node.cluster;
            if (cluster != null && node.alive) {
                all.add(cluster);
            }
        }
        return List.copyOf(all);
    }

    void crash(Node node) {
        world.say(node + " dies");
        node.alive = false;
        node.ready = false;
        node.replicas.clear();
        node.actors.clear();
        node.tasks.clear();
        node.returning = false;
        node.returnsWanted = 0;
        node.spool.crash();
    }

    /** Members see who is gone, and go on without them; when the network is cut, each side for itself. */
    void notice(Cluster cluster) {
        List<List<Node>> sides = new ArrayList<>();
        for (boolean half : new boolean[] {false, true}) {
            List<Node> side = new ArrayList<>();
            for (Node node : cluster.members) {
                boolean here = world.cut ? node.half == half : !half;
                if (here && node.alive && node.cluster == cluster) {
                    side.add(node);
                }
            }
            if (!side.isEmpty()) {
                sides.add(side);
            }
        }
        if (sides.size() == 1 && sides.get(0).size() == cluster.members.size()) {
            return;
        }
        // Each side notices by itself: for a while the others still believe in the old cluster.
        var unused = goOn(cluster, world.dice().of(sides));
    }

    private Cluster goOn(Cluster before, List<Node> side) {
        Cluster after = new Cluster(World.PARTITIONS);
        after.members.addAll(side);
        side.forEach(node -> node.cluster = after);
        after.isVoid = before.isVoid;
        world.say(side + " go on without the others of " + before);
        for (int p = 0; p < World.PARTITIONS; p++) {
            after.doubt.get(p).addAll(before.doubt.get(p));
            for (Node holder : before.holders.get(p)) {
                if (side.contains(holder)) {
                    after.holders.get(p).add(holder);
                }
            }
            if (after.holders.get(p).isEmpty()) {
                world.say("partition " + p + " is lost to " + side);
                lost(after, p);
            }
        }
        if (side.size() < world.membersMin() && world.on(Rule.MINORITY_IS_VOID)) {
            after.isVoid = true;
            for (int p = 0; p < World.PARTITIONS; p++) {
                doubt(after, p);
            }
        }
        return after;
    }

    private void lost(Cluster cluster, int partition) {
        Node holder = world.dice().of(cluster.members);
        holder.replicas.put(partition, new Cluster.Replica());
        cluster.holders.get(partition).clear();
        cluster.holders.get(partition).add(holder);
        doubt(cluster, partition);
    }

    private void doubt(Cluster cluster, int partition) {
        world.nodes.forEach(node -> cluster.doubt.get(partition).add(node.number));
        for (Node member : cluster.members) {
            member.epochs[partition]++;
            member.returnsWanted++;
        }
    }

    /** A process starts and joins whom it reaches, or is alone. */
    void start(Node node) {
        node.alive = true;
        node.cluster = null;
        node.half = world.cut ? node.half : world.chance(2);
        Cluster largest = largest(node);
        if (largest == null) {
            Cluster alone = new Cluster(World.PARTITIONS);
            alone.members.add(node);
            node.cluster = alone;
            alone.isVoid = true;
            for (int p = 0; p < World.PARTITIONS; p++) {
                lost(alone, p);
            }
            world.say(node + " starts alone");
            return;
        }
        world.say(node + " starts and joins " + largest);
        join(withoutTheGone(largest, node), node);
    }

    /** The cluster after its members know who of them is gone, an earlier life of this node among them. */
    private Cluster withoutTheGone(Cluster cluster, Node node) {
        List<Node> side = cluster.members.stream()
                .filter(each -> each.cluster == cluster && world.reaches(node, each))
                .toList();
        return side.size() == cluster.members.size() ? cluster : goOn(cluster, side);
    }

    private @Nullable Cluster largest(Node node) {
        Cluster largest = null;
        for (Cluster cluster : clusters()) {
            boolean reached = cluster.members.stream()
                    .anyMatch(member -> member.cluster == cluster && world.reaches(node, member));
            if (reached && (largest == null || cluster.members.size() > largest.members.size())) {
                largest = cluster;
            }
        }
        return largest;
    }

    private void join(Cluster cluster, Node node) {
        if (cluster.isVoid && world.on(Rule.MINORITY_IS_VOID)) {
            empty(cluster);
        }
        node.cluster = cluster;
        node.replicas.clear();
        cluster.members.add(node);
        cluster.isVoid &= cluster.members.size() < world.membersMin();
        node.returnsWanted++;
        for (int p = 0; p < World.PARTITIONS; p++) {
            node.epochs[p]++;
        }
    }

    /** Others may have gone on while this side was too small: only spools tell what counts. */
    private void empty(Cluster cluster) {
        for (int p = 0; p < World.PARTITIONS; p++) {
            for (Node member : cluster.members) {
                member.replicas.remove(p);
            }
            lost(cluster, p);
        }
        world.say(cluster + " empties its memory");
    }

    /** Two clusters that reach each other become one: the smaller one's entries are merged, its members join. */
    void merge(Cluster one, Cluster other) {
        if (world.cut) {
            return;
        }
        List<Cluster> both = new ArrayList<>();
        for (Cluster each : List.of(one, other)) {
            Node left = world.nodes.stream()
                    .filter(node -> node.alive && node.cluster == each)
                    .findFirst()
                    .orElseThrow();
            both.add(withoutTheGone(each, left));
        }
        both.sort((a, b) -> b.members.size() - a.members.size());
        Cluster big = both.get(0);
        Cluster small = both.get(1);
        world.say(small + " merges into " + big);
        for (int p = 0; p < World.PARTITIONS; p++) {
            boolean counts = big.doubt.get(p).isEmpty() || !world.on(Rule.MINORITY_IS_VOID);
            Node from = small.primary(p);
            Node to = big.primary(p);
            if (counts && from != null && to != null && from.alive && to.alive) {
                mergePartition(from.replica(p), big, p);
            }
        }
        for (Node node : List.copyOf(small.members)) {
            if (node.alive) {
                join(big, node);
            }
        }
    }

    private void mergePartition(Cluster.Replica from, Cluster big, int partition) {
        Cluster.Replica to = big.holders.get(partition).get(0).replica(partition);
        for (Map.Entry<String, SimulatedEntry> entry : from.entries.entrySet()) {
            SimulatedEntry target = to.entry(entry.getKey());
            boolean gone = target.facts().isEmpty() && world.old(entry.getKey());
            if (!gone || !world.on(Rule.MERGE_MINDS_AGE)) {
                target.merge(entry.getValue(), world.on(Rule.MERGE_UNITES));
            }
        }
        to.version++;
        for (Node backup : big.holders.get(partition)) {
            if (backup.replica(partition) != to && backup.alive) {
                backup.replicas.put(partition, to.copy());
            }
        }
    }

    /** One partition gets a missing backup, or moves. */
    void rebalance(Cluster cluster) {
        int partition = world.dice().below(World.PARTITIONS);
        List<Node> holders = cluster.holders.get(partition);
        Node primary = cluster.primary(partition);
        if (primary == null || !primary.alive) {
            return;
        }
        Node chosen = world.dice().of(cluster.members);
        boolean possible = chosen != primary && world.reaches(primary, chosen) && chosen.cluster == cluster;
        if (!possible) {
            return;
        }
        boolean moves = holders.size() >= COPIES;
        if (moves && world.chance(2)) {
            return;
        }
        chosen.replicas.put(partition, primary.replica(partition).copy());
        List<Node> after = moves ? Arrays.asList(chosen, primary) : Arrays.asList(primary, chosen);
        world.say("partition " + partition + " is now on " + after);
        holders.clear();
        holders.addAll(after);
    }
}
