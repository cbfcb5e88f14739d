package io.everswitch.journal.simulation;

import io.everswitch.journal.workingset.SimulatedEntry.Answer;
import io.everswitch.journal.workingset.SimulatedEntry.Change;
import io.everswitch.journal.workingset.SimulatedEntry.Outcome;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One request to the working set, repeated until its answer is certain, as the real journal does. One thread. */
final class Asking {

    /**
     * @param what for the trace
     * @param change made anew for each try; it is told whether an earlier try may have done something
     * @param settled whether an answer needs no proof by backups
     */
    record Wish(String what, String key, Doubt doubt, Function<Boolean, Change> change, Predicate<Answer> settled) {}

    /** Whether a request is carried out in a partition that is in doubt. */
    enum Doubt {
        /** It ends the doubt. */
        RETURNS,
        /** It goes on with what it finds there. */
        GOES_ON,
        /** It would make something new. */
        BEGINS
    }

    private static final int TRIES = 4;

    private final Task task;
    private final Wish wish;
    private final Consumer<Answer> certain;
    /** Told whether it is surely not done. */
    private final Consumer<Boolean> failed;

    private int tries;
    private boolean uncertain;
    private @Nullable Answer answer;
    private int confirmed;
    private int expected;
    private int round;

    Asking(Task task, Wish wish, Consumer<Answer> certain, Consumer<Boolean> failed) {
        this.task = task;
        this.wish = wish;
        this.certain = certain;
        this.failed = failed;
    }

    void begin() {
        task.then(this::send);
    }

    private void send() {
        World world = task.world;
        Node node = task.node;
        Cluster cluster = node.cluster;
        if (cluster == null || cluster.members.size() < world.membersMin()) {
            failed.accept(!uncertain);
            return;
        }
        int partition = world.partition(wish.key());
        Node primary = cluster.primary(partition);
        round++;
        answer = null;
        Change change = wish.change().apply(uncertain);
        if (primary == null || !world.reaches(node, primary) || primary.cluster != cluster) {
            again("nobody answers");
            return;
        }
        if (refusedByDoubt(world, cluster, wish)) {
            failed.accept(!uncertain);
            return;
        }
        if (world.unlucky(world.habits().lateOneIn())) {
            world.late(new Late(cluster, wish, change));
            again("the request is late");
            return;
        }
        confirmed = 0;
        int thisRound = round;
        Execution execution = world.execute(cluster, wish.key(), change, () -> confirmed += thisRound == round ? 1 : 0);
        answer = execution.outcome().answer();
        expected = execution.backups();
        task.say(wish.what() + " on " + primary + " -> " + (answer.done() ? "done" : "refused") + ", highest "
                + answer.highest() + ", " + expected + " backups told");
        task.then(this::await);
    }

    /** What a request did on the primary, and how many backups were told. */
    record Execution(Outcome outcome, int backups) {}

    /** A request that arrives when nobody waits for it any more. */
    record Late(Cluster cluster, Wish wish, Change change) {}

    static boolean refusedByDoubt(World world, Cluster cluster, Wish wish) {
        if (!world.inDoubt(cluster, world.partition(wish.key()))) {
            return false;
        }
        return switch (wish.doubt()) {
            case RETURNS -> false;
            case GOES_ON -> world.on(Rule.DOUBT_HIDES_FOUND);
            case BEGINS -> true;
        };
    }

    private void await() {
        Answer here = answer;
        if (here == null) {
            again("no answer");
        } else if (confirmed < expected && !wish.settled().test(here)) {
            if (!task.world.on(Rule.REPEAT_UNTIL_CERTAIN) && task.world.unlucky(2)) {
                certain.accept(here);
            } else if (task.world.chance(3)) {
                again("indeterminate");
            } else {
                task.then(this::await);
            }
        } else if (task.world.unlucky(16)) {
            again("the answer is lost");
        } else if (here.backups() >= 1 || wish.settled().test(here) || !task.world.on(Rule.REPEAT_UNTIL_CERTAIN)) {
            certain.accept(here);
        } else {
            again("too few backups");
        }
    }

    private void again(String why) {
        uncertain = true;
        tries++;
        if (tries >= TRIES) {
            task.say(wish.what() + ": " + why + ", given up");
            failed.accept(false);
        } else {
            task.then(this::send);
        }
    }
}
