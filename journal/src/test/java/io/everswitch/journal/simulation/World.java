package io.everswitch.journal.simulation;

import io.everswitch.journal.workingset.SimulatedEntry;
import io.everswitch.journal.workingset.SimulatedEntry.Change;
import io.everswitch.journal.workingset.SimulatedEntry.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All nodes, stores and messages of one schedule, and what happens to messages. One thread. */
final class World {

    static final int PARTITIONS = 3;
    static final int ORDERS = 2;
    static final long RETENTION = 100;

    /** A change on its way to a backup. */
    record Message(
            Cluster cluster,
            int partition,
            Node from,
            Node to,
            long version,
            String key,
            SimulatedEntry.Backup change,
            Runnable confirm) {}

    private final Set<Rule> rules;
    private final Habits habits;
    private final List<String> trace;
    final List<Node> nodes = new ArrayList<>();
    final SimulatedArchive archive = new SimulatedArchive();
    final Ledger ledger = new Ledger();
    final List<Message> messages = new ArrayList<>();
    final List<Asking.Late> late = new ArrayList<>();
    final Map<String, Long> createdAt = new TreeMap<>();
    final Map<String, String> orderOf = new TreeMap<>();
    final Membership membership = new Membership(this);
    long clock = 1;
    boolean cut;

    private Dice dice;
    private boolean calm;
    private int factsMade;

    World(int nodeCount, Set<Rule> rules, Habits habits, List<String> trace) {
        this.habits = habits;
        this.rules = rules;
        this.trace = trace;
        this.dice = new Dice(0, 0);
        for (int i = 0; i < nodeCount; i++) {
            nodes.add(new Node(i, PARTITIONS));
        }
    }

    void dice(Dice next) {
        dice = next;
    }

    Dice dice() {
        return dice;
    }

    Habits habits() {
        return habits;
    }

    /** No more bad luck: what is asked is answered. */
    void calm() {
        calm = true;
    }

    boolean on(Rule rule) {
        return rules.contains(rule);
    }

    boolean chance(int oneIn) {
        return dice.oneIn(oneIn);
    }

    boolean unlucky(int oneIn) {
        return !calm && dice.oneIn(oneIn);
    }

    void say(String what) {
        trace.add(what);
    }

    int membersMin() {
        return on(Rule.MAJORITY) ? nodes.size() / 2 + 1 : 2;
    }

    byte[] newFact(boolean closing) {
        return Facts.fact(++factsMade, closing);
    }

    String newPayment(String order) {
        String id = "p" + createdAt.size();
        createdAt.put(id, clock);
        orderOf.put(id, order);
        return id;
    }

    boolean old(String id) {
        return createdAt.getOrDefault(id, clock) < clock - RETENTION;
    }

    int partition(String key) {
        int number = Integer.parseInt(key.substring(1));
        return (key.startsWith("o") ? number + 1 : number) % PARTITIONS;
    }

    boolean inDoubt(Cluster cluster, int partition) {
        return on(Rule.IN_DOUBT) && !cluster.doubt.get(partition).isEmpty();
    }

    boolean reaches(Node one, Node other) {
        return one.alive && other.alive && (!cut || one.half == other.half);
    }

    /** Whether what was said in this epoch about this partition still counts on this node. */
    boolean counts(Node node, int partition, int epoch) {
        return !on(Rule.YES_ENDS_WITH_LOSS) || node.epochs[partition] == epoch;
    }

    /** Carries a change out on the primary, in one piece, and sends what its backups are told. */
    Asking.Execution execute(Cluster cluster, String key, Change change, Runnable confirm) {
        int partition = partition(key);
        List<Node> holders = cluster.holders.get(partition);
        Node primary = holders.get(0);
        Cluster.Replica replica = primary.replica(partition);
        Outcome outcome = change.run(replica.entry(key), holders.size() - 1);
        SimulatedEntry.Backup told = outcome.backup();
        if (told == null) {
            return new Asking.Execution(outcome, 0);
        }
        replica.version++;
        for (Node backup : holders.subList(1, holders.size())) {
            messages.add(new Message(cluster, partition, primary, backup, replica.version, key, told, confirm));
        }
        return new Asking.Execution(outcome, holders.size() - 1);
    }

    void late(Asking.Late request) {
        late.add(request);
    }

    /** A request that nobody waits for any more arrives. */
    void arrive(Asking.Late request) {
        Cluster cluster = request.cluster();
        Node primary = cluster.primary(partition(request.wish().key()));
        if (primary == null || !primary.alive || primary.cluster != cluster) {
            return;
        }
        if (on(Rule.DOUBT_AT_PRIMARY) && Asking.refusedByDoubt(this, cluster, request.wish())) {
            return;
        }
        say("late: " + request.wish().what() + " on " + primary);
        execute(cluster, request.wish().key(), request.change(), () -> {});
    }

    void deliver(Message message) {
        Cluster cluster = message.cluster();
        Node to = message.to();
        List<Node> holders = cluster.holders.get(message.partition());
        boolean arrives = reaches(message.from(), to)
                && to.cluster == cluster
                && message.from().cluster == cluster
                && !holders.isEmpty()
                && holders.get(0) == message.from()
                && holders.contains(to);
        Cluster.Replica replica = to.replica(message.partition());
        if (!arrives || replica.version >= message.version()) {
            return;
        }
        replica.version = message.version();
        if (message.change().apply(replica.entry(message.key()))) {
            say("backup of " + message.key() + " on " + to);
            if (!unlucky(10)) {
                message.confirm().run();
            }
        }
    }

    /** Every told fact is somewhere: on a disk, in the archive, or in a living node's memory. */
    void checkCopies() {
        for (String id : ledger.ids()) {
            List<byte[]> told = ledger.told(id);
            for (int i = 0; i < told.size(); i++) {
                if (!somewhere(id, i, told.get(i))) {
                    throw new Violation("M1: number " + (i + 1) + " of " + id + ", told as " + Facts.text(told.get(i))
                            + ", is nowhere any more");
                }
            }
        }
    }

    private boolean somewhere(String id, int place, byte[] fact) {
        if (holds(archive.facts(id), place, fact)) {
            return true;
        }
        int partition = partition(id);
        for (Node node : nodes) {
            if (holds(node.spool.durable(id), place, fact)) {
                return true;
            }
            Cluster.Replica replica = node.replicas.get(partition);
            SimulatedEntry entry = node.alive && replica != null ? replica.entries.get(id) : null;
            if (entry != null && holds(entry.facts(), place, fact)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(List<byte[]> facts, int place, byte[] fact) {
        return place < facts.size() && Facts.same(facts.get(place), fact);
    }
}
