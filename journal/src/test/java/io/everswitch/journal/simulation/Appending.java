package io.everswitch.journal.simulation;

import io.everswitch.journal.ack.AckDecision;
import io.everswitch.journal.ack.AckPolicy;
import io.everswitch.journal.ack.AckQuestion;
import io.everswitch.journal.ack.AckRule;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.workingset.SimulatedEntry;
import io.everswitch.journal.workingset.SimulatedEntry.Answer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One fact on its way to the stores, until the real rule says that it is acknowledged, or nobody is left to ask. One thread. */
final class Appending {

    private static final Set<Store> ALL = Set.of(Store.SPOOL, Store.WORKING_SET);
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
    private boolean archiveAsked;

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
        // Both would be asked at once if the rule did not ask the judge first: either may be quicker.
        this.spoolFirst = !world.on(Rule.JUDGE_FIRST) && world.chance(2);
    }

    /** Asks the rule what comes next, after every answer. */
    void decide() {
        AckRule rule = world.on(Rule.TWO_COPIES) ? TWO : ONE;
        Set<Store> healthy = EnumSet.noneOf(Store.class);
        Cluster cluster = node.cluster;
        if (cluster != null && cluster.members.size() >= world.membersMin() && worthAsking(Store.WORKING_SET)) {
            healthy.add(Store.WORKING_SET);
        }
        boolean spool = !node.spool.sick && worthAsking(Store.SPOOL);
        boolean standsIn = !spool && !world.on(Rule.NO_STAND_IN) && !world.archive.down && !archiveAsked;
        if (spool || standsIn) {
            healthy.add(Store.SPOOL);
        }
        AckDecision decision = rule.decide(new AckQuestion(healthy, accepted, true));
        switch (decision.verdict()) {
            case ACKNOWLEDGED -> acknowledge();
            case REFUSE -> fail("too few stores");
            case WAIT -> next(decision.ask(), standsIn);
        }
    }

    private boolean worthAsking(Store store) {
        return !asked.contains(store) || accepted.contains(store);
    }

    private void next(Set<Store> ask, boolean standsIn) {
        boolean early = spoolFirst && accepted.isEmpty() && !asked.contains(Store.SPOOL);
        if (early || ask.contains(Store.SPOOL)) {
            asked.add(Store.SPOOL);
            archiveAsked |= standsIn;
            task.then(standsIn ? this::writeArchive : this::writeSpool);
        } else if (ask.contains(Store.WORKING_SET)) {
            asked.add(Store.WORKING_SET);
            askWorkingSet();
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

    /** In the place of a sick spool, and nobody remembers that: what NO_STAND_IN forbids. */
    private void writeArchive() {
        if (!world.archive.down && world.counts(node, partition, epoch)) {
            world.archive.write(id, 1, actor.facts);
            world.archive.write(id, (int) first, List.of(fact));
            accepted.add(Store.SPOOL);
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
