package io.everswitch.journal.simulation;

import io.everswitch.journal.ack.AckDecision;
import io.everswitch.journal.ack.AckPolicy;
import io.everswitch.journal.ack.AckQuestion;
import io.everswitch.journal.ack.AckRule;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.ack.Verdict;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.workingset.SimulatedEntry;
import io.everswitch.journal.workingset.SimulatedEntry.Answer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One fact on its way to the stores, until the real rule says that it is acknowledged, or nobody is left to ask. One thread. */
final class Appending {

    private static final Set<Store> ALL = Set.of(Store.SPOOL, Store.WORKING_SET, Store.ARCHIVE);
    private static final AckRule TWO = new AckRule(new AckPolicy(ALL, 2, 2));
    private static final AckRule ONE = new AckRule(new AckPolicy(ALL, 1, 2));

    private final Task task;
    private final World world;
    private final Node node;
    private final String id;
    private final Node.Actor actor;
    private final byte[] fact;
    private final long first;
    private final int partition;
    private final int epoch;
    private final boolean spoolFirst;
    private final Set<Store> accepted = EnumSet.noneOf(Store.class);
    private final Set<Store> asked = EnumSet.noneOf(Store.class);

    Appending(Task task, String id, Node.Actor actor, byte[] fact) {
        this.task = task;
        this.world = task.world;
        this.node = task.node;
        this.id = id;
        this.actor = actor;
        this.fact = fact;
        this.first = actor.facts.size() + 1L;
        this.partition = world.partition(id);
        this.epoch = node.epochs[partition];
        // Both are asked at once where the judge is not asked first: either may be quicker.
        boolean anyOrder = !world.on(Rule.JUDGE_FIRST) || !world.on(Rule.TWO_COPIES);
        this.spoolFirst = anyOrder && world.chance(2);
    }

    /** Asks the rule what comes next, after every answer. */
    void decide() {
        AckRule rule = world.on(Rule.TWO_COPIES) ? TWO : ONE;
        Set<Store> healthy = EnumSet.noneOf(Store.class);
        Cluster cluster = node.cluster;
        if (cluster != null && cluster.members.size() >= world.membersMin()) {
            healthy.add(Store.WORKING_SET);
        }
        if (!node.spool.sick) {
            healthy.add(Store.SPOOL);
        }
        if (!world.archive.down) {
            healthy.add(Store.ARCHIVE);
        }
        asked.stream().filter(store -> !accepted.contains(store)).forEach(healthy::remove);
        AckDecision decision = rule.decide(new AckQuestion(healthy, accepted, true));
        boolean judged = accepted.contains(Store.WORKING_SET) || !world.on(Rule.TWO_COPIES);
        if (decision.verdict() == Verdict.ACKNOWLEDGED && judged) {
            acknowledge();
            return;
        }
        Set<Store> ask = EnumSet.noneOf(Store.class);
        ask.addAll(decision.ask());
        ask.removeAll(asked);
        next(ask);
    }

    private void next(Set<Store> ask) {
        boolean judgeAccepted = accepted.contains(Store.WORKING_SET);
        if (ask.contains(Store.SPOOL) && (judgeAccepted || spoolFirst)) {
            asked.add(Store.SPOOL);
            task.then(this::writeSpool);
        } else if (ask.contains(Store.WORKING_SET)) {
            asked.add(Store.WORKING_SET);
            askWorkingSet();
        } else if (ask.contains(Store.ARCHIVE) && judgeAccepted) {
            asked.add(Store.ARCHIVE);
            task.then(this::writeArchive);
        } else {
            fail("too few stores");
        }
    }

    private void askWorkingSet() {
        Append append = new Append(id, first, List.of(fact), new Append.Marks(Long.MAX_VALUE, fact[2] == 1), List.of());
        long now = world.clock;
        Asking.Wish wish = new Asking.Wish(
                "append " + id + " " + first + "=" + Facts.text(fact),
                id,
                first == 1 ? Asking.Doubt.BEGINS : Asking.Doubt.GOES_ON,
                repeated -> world.on(Rule.APPEND_EXTENDS)
                        ? SimulatedEntry.append(append, now, repeated)
                        : SimulatedEntry.overwrite(append, now),
                answer -> !answer.done());
        new Asking(task, wish, this::judged, surelyNot -> decide()).begin();
    }

    private void judged(Answer answer) {
        if (!answer.done()) {
            fail("another's fact stands there");
            return;
        }
        accepted.add(Store.WORKING_SET);
        decide();
    }

    private void writeSpool() {
        boolean counts = world.counts(node, partition, epoch);
        if (node.spool.sick || !counts || !node.spool.append(id, first, fact)) {
            decide();
            return;
        }
        task.say("wrote " + id + " " + first + "=" + Facts.text(fact) + " to the spool");
        task.then(() -> {
            if (!node.spool.sick) {
                node.spool.sync();
                accepted.add(Store.SPOOL);
            }
            decide();
        });
    }

    private void writeArchive() {
        if (!world.archive.down && world.counts(node, partition, epoch)) {
            world.stoodIn = true;
            world.archive.write(id, 1, actor.facts);
            world.archive.write(id, (int) first, List.of(fact));
            accepted.add(Store.ARCHIVE);
            task.say("wrote " + id + " " + first + "=" + Facts.text(fact) + " to the archive");
        }
        decide();
    }

    private void acknowledge() {
        if (!world.counts(node, partition, epoch)) {
            fail("what the working set said is void");
            return;
        }
        actor.facts.add(fact);
        actor.busy = false;
        task.say("ACKNOWLEDGED " + id + " " + first + "=" + Facts.text(fact) + " held by " + accepted);
        world.ledger.acknowledge(id, world.orderOf.getOrDefault(id, ""), actor.facts);
    }

    /** The actor begins anew, with what the journal really holds. */
    private void fail(String why) {
        task.say("append " + id + " " + first + " failed: " + why);
        if (node.actors.get(id) == actor) {
            node.actors.remove(id);
        }
    }
}
