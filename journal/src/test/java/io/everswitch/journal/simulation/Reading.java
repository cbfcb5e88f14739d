package io.everswitch.journal.simulation;

import io.everswitch.journal.workingset.SimulatedEntry;
import io.everswitch.journal.workingset.SimulatedEntry.Answer;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a payment is read before anybody relies on it: claimed from the working set, with the archive and this node's spool
 * brought to agree. One thread.
 */
final class Reading {

    private final Task task;
    private final World world;
    private final Node node;
    private final String id;
    private final int partition;
    private final Consumer<List<byte[]>> done;
    private final Runnable refused;
    private final int mark;
    private final int epoch;
    private boolean archiveAsked;

    Reading(Task task, String id, Consumer<List<byte[]>> done, Runnable refused) {
        this.task = task;
        this.world = task.world;
        this.node = task.node;
        this.id = id;
        this.partition = world.partition(id);
        this.done = done;
        this.refused = refused;
        this.mark = world.ledger.mark(id);
        this.epoch = node.epochs[partition];
    }

    void begin() {
        if (!node.ready) {
            refused.run();
            return;
        }
        boolean proven = world.on(Rule.CLAIM_WRITES_BACK);
        boolean absence = world.on(Rule.ABSENCE_IS_PROVEN);
        Asking.Wish claim = new Asking.Wish(
                "claim " + id,
                id,
                Asking.Doubt.GOES_ON,
                repeated -> proven ? SimulatedEntry.claim(id, absence) : SimulatedEntry.peek(id),
                answer -> !proven || (answer.highest() == 0 && !absence));
        new Asking(task, claim, this::claimed, surelyNot -> refused.run()).begin();
    }

    private void claimed(Answer answer) {
        Cluster cluster = node.cluster;
        boolean missing = answer.highest() == 0;
        if (cluster == null || !world.counts(node, partition, epoch)) {
            refused.run();
            return;
        }
        if (missing && world.inDoubt(cluster, partition)) {
            refused.run();
            return;
        }
        boolean byAge = missing && world.old(id) && world.on(Rule.AGE_DECIDES);
        if (byAge && !archiveAsked) {
            task.then(() -> askArchive(node.spool.facts(id)));
            return;
        }
        agree(answer.facts());
    }

    private void askArchive(List<byte[]> kept) {
        if (world.archive.down) {
            task.say("the archive cannot be asked about " + id);
            refused.run();
            return;
        }
        archiveAsked = true;
        List<byte[]> archived = world.archive.facts(id);
        List<byte[]> all = SimulatedEntry.union(archived, kept);
        task.say("the archive has " + Facts.text(archived) + " of " + id);
        if (all.isEmpty()) {
            task.then(this::begin);
        } else {
            restore(all, archived.size());
        }
    }

    private void restore(List<byte[]> facts, int archivedTo) {
        long now = world.clock;
        Asking.Wish wish = new Asking.Wish(
                "restore " + id + " " + Facts.text(facts),
                id,
                Asking.Doubt.GOES_ON,
                repeated -> SimulatedEntry.restore(facts, Facts.closed(facts), now, archivedTo),
                answer -> false);
        new Asking(task, wish, answer -> task.then(this::begin), surelyNot -> refused.run()).begin();
    }

    private void agree(List<byte[]> claimed) {
        List<byte[]> kept = node.spool.facts(id);
        int common = SimulatedEntry.common(kept, claimed);
        if (common == kept.size() && common == claimed.size()) {
            // A fact that was just written is waited for.
            task.then(() -> adopt(claimed, kept.size()));
        } else if (common < kept.size() && common == claimed.size()) {
            // Only the spool has more.
            boolean archiveFirst = world.old(id) && world.on(Rule.OLD_ASKS_ARCHIVE) && !archiveAsked;
            task.then(archiveFirst ? () -> askArchive(kept) : () -> restore(kept, 0));
        } else {
            task.then(() -> adopt(claimed, kept.size()));
        }
    }

    private void adopt(List<byte[]> claimed, int expectedHighest) {
        if (claimed.isEmpty()) {
            end(claimed);
            return;
        }
        boolean stillCounts = world.counts(node, partition, epoch);
        if (node.spool.sick || !stillCounts || node.spool.facts(id).size() != expectedHighest) {
            refused.run();
            return;
        }
        node.spool.adopt(id, claimed);
        task.then(() -> {
            node.spool.sync();
            end(claimed);
        });
    }

    private void end(List<byte[]> facts) {
        if (!world.counts(node, partition, epoch)) {
            refused.run();
            return;
        }
        task.say("read " + id + " as " + Facts.text(facts));
        world.ledger.read(id, mark, facts);
        done.accept(facts);
    }
}
