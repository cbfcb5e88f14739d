package io.everswitch.journal.simulation;

import io.everswitch.journal.workingset.SimulatedEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What nodes do by themselves: put the spool back, archive, evict, forget. One thread. */
final class Housekeeping extends Task {

    private final String name;

    private Housekeeping(World world, Node node, String name) {
        super(world, node);
        this.name = name + " at " + node;
    }

    /** Puts back what the spool holds; what was lost meanwhile asks for it again. */
    static Housekeeping returning(World world, Node node) {
        Housekeeping task = new Housekeeping(world, node, "return");
        node.returning = true;
        task.then(task::beginReturn);
        return task;
    }

    private void beginReturn() {
        int wanted = node.returnsWanted;
        Deque<String> ids = new ArrayDeque<>(node.spool.ids());
        Deque<Map.Entry<String, String>> claims =
                new ArrayDeque<>(node.spool.claims().entrySet());
        if (!world.on(Rule.SPOOL_RETURNS)) {
            ids.clear();
            claims.clear();
        }
        then(() -> returnNext(ids, claims, wanted));
    }

    private void returnNext(Deque<String> ids, Deque<Map.Entry<String, String>> claims, int wanted) {
        Runnable again = () -> returnNext(ids, claims, wanted);
        String id = ids.peek();
        Map.Entry<String, String> claim = claims.peek();
        if (id != null) {
            returnHistory(id, () -> {
                ids.remove();
                then(again);
            });
        } else if (claim != null) {
            Asking.Wish wish = new Asking.Wish(
                    "return order " + claim.getKey() + " as " + claim.getValue(),
                    claim.getKey(),
                    Asking.Doubt.RETURNS,
                    repeated -> SimulatedEntry.indexClaim(claim.getValue()),
                    answer -> false);
            ask(
                    wish,
                    () -> {
                        claims.remove();
                        then(again);
                    },
                    again);
        } else {
            endReturn(wanted);
        }
    }

    private void returnHistory(String id, Runnable done) {
        boolean archiveFirst = world.old(id) && world.on(Rule.OLD_ASKS_ARCHIVE);
        if (archiveFirst && world.archive.down) {
            then(() -> returnHistory(id, done));
            return;
        }
        List<byte[]> archived = archiveFirst ? world.archive.facts(id) : List.of();
        List<byte[]> facts = SimulatedEntry.union(archived, node.spool.facts(id));
        if (facts.isEmpty()) {
            done.run();
            return;
        }
        long now = world.clock;
        Asking.Wish wish = new Asking.Wish(
                "return " + id + " " + Facts.text(facts),
                id,
                Asking.Doubt.RETURNS,
                repeated -> SimulatedEntry.restore(facts, Facts.closed(facts), now, archived.size()),
                answer -> false);
        ask(wish, done, () -> returnHistory(id, done));
    }

    private void endReturn(int wanted) {
        Cluster cluster = node.cluster;
        if (wanted != node.returnsWanted || cluster == null) {
            beginReturn();
            return;
        }
        cluster.doubt.forEach(awaited -> awaited.remove(node.number));
        node.returnsWanted = 0;
        node.returning = false;
        node.ready = true;
        say("is back");
    }

    /** Closed histories in this node's charge, or open ones, go to the archive. */
    static Housekeeping archiving(World world, Node node, String id) {
        Housekeeping task = new Housekeeping(world, node, "archive " + id);
        task.then(() -> task.archive(id));
        return task;
    }

    private void archive(String id) {
        if (!world.on(Rule.ARCHIVE_FROM_STANDING)) {
            then(() -> writeArchive(id, node.spool.facts(id)));
        } else if (world.on(Rule.ARCHIVE_AFTER_SPOOL)) {
            new Reading(this, id, facts -> then(() -> writeArchive(id, facts)), () -> {}).begin();
        } else {
            Asking.Wish wish = new Asking.Wish(
                    "claim " + id + " for the archive",
                    id,
                    Asking.Doubt.GOES_ON,
                    repeated -> SimulatedEntry.claim(id, false),
                    answer -> answer.highest() == 0);
            new Asking(this, wish, answer -> then(() -> writeArchive(id, answer.facts())), surelyNot -> {}).begin();
        }
    }

    private void writeArchive(String id, List<byte[]> facts) {
        if (world.archive.down || facts.isEmpty()) {
            return;
        }
        world.archive.write(id, 1, facts);
        say("wrote " + Facts.text(facts));
        Asking.Wish wish = new Asking.Wish(
                "mark " + id + " as archived",
                id,
                Asking.Doubt.GOES_ON,
                repeated -> SimulatedEntry.archived(facts),
                answer -> false);
        ask(wish, () -> {}, () -> {});
    }

    static Housekeeping evicting(World world, Node node, String id) {
        Housekeeping task = new Housekeeping(world, node, "evict " + id);
        boolean ruled = world.on(Rule.AGE_DECIDES);
        long before = ruled ? world.clock - World.RETENTION : Long.MAX_VALUE;
        Asking.Wish wish = new Asking.Wish(
                "evict " + id,
                id,
                Asking.Doubt.GOES_ON,
                repeated -> SimulatedEntry.evict(before, ruled),
                answer -> !answer.done());
        task.then(() -> {
            if (!ruled || world.old(id)) {
                task.ask(wish, () -> {}, () -> {});
            }
        });
        return task;
    }

    /** Forgets a closed history that the archive has. */
    static Housekeeping forgetting(World world, Node node, String id) {
        Housekeeping task = new Housekeeping(world, node, "forget " + id);
        task.then(() -> {
            List<byte[]> kept = node.spool.facts(id);
            boolean young = world.on(Rule.SPOOL_KEEPS) && !world.old(id);
            boolean archived = SimulatedEntry.common(kept, world.archive.facts(id)) == kept.size();
            if (!young && !world.archive.down && archived && Facts.closed(kept)) {
                node.spool.forget(id);
                task.say("forgot " + Facts.text(kept));
            }
        });
        return task;
    }

    private void ask(Asking.Wish wish, Runnable done, Runnable failed) {
        new Asking(this, wish, answer -> done.run(), surelyNot -> then(failed)).begin();
    }

    @Override
    public String toString() {
        return name;
    }
}
