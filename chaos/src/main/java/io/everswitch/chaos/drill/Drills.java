package io.everswitch.chaos.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All drills. Times of a schedule are shares of the run, so that a shortened drill is the same drill. */
public final class Drills {
    private static final String CASSANDRA = "cassandra-1";
    /** It takes the brands of most test cards, and so do others. */
    private static final String BUSY_CHANNEL = "amber-harbour-iso-card";

    private static final String BABBLE = "{\"hang_after_commit_rate\":0.05,\"hang_before_commit_rate\":0.05,"
            + "\"duplicate_callback_rate\":0.05,\"lost_callback_rate\":0.05,\"reset_mid_frame_rate\":0.02,"
            + "\"garbage_rate\":0.01}";
    private static final String HANGS_THREE_OF_TEN = "{\"hang_before_commit_rate\":0.3}";

    /** What nodes that share two cores with banks, shop and load carry while one of them starts its JVM. */
    private static final int RATE = 60;

    private static final int SETTLE_S = 240;
    /**
     * A kill, a start of 10 to 15 s on two cores, and some quiet before the next kill: right after a start a young node and
     * two cores that are busy with its compiling would be measured.
     */
    private static final int KILL_EVERY_S = 30;

    private Drills() {}

    public static List<DrillPlan> all() {
        List<DrillPlan> all = new ArrayList<>();
        databases(all);
        nodes(all);
        all.add(plan(
                "spool-full",
                "the disk under one node's spool is full, then not: refused or kept elsewhere, never lost",
                new Shape(3, Shape.Archive.NONE, false, 1_024),
                120,
                (s, seed) -> List.of(Fault.of(s * 0.4, s * 0.3, Action.FILL_DISK, "node-1")),
                Promises.NONE.failed(0)));
        all.add(plan(
                "bank-storm",
                "of 500 channels half are slow, hang, repeat, forget, cut, lie, babble, are down: others do not feel it",
                Shape.MANY_CHANNELS,
                180,
                (s, seed) -> List.of(
                        Fault.of(0, 0, Action.PREFER_CHANNEL, BUSY_CHANNEL),
                        Fault.of(s / 3.0, s * 0.5, Action.STORM, BUSY_CHANNEL)),
                Promises.NONE.failed(0)));
        all.add(plan(
                "channel-degrade",
                "an operator stops the busiest card channel under load, and takes that back: no attempt after a second",
                Shape.THREE_NODES,
                120,
                (s, seed) -> List.of(
                        Fault.of(s * 0.1, 0, Action.PREFER_CHANNEL, BUSY_CHANNEL),
                        Fault.of(s * 0.45, s * 0.25, Action.STOP_CHANNEL, BUSY_CHANNEL)),
                Promises.NONE.failed(0).stoppedWithin(1_000)));
        all.add(plan(
                "channel-sick",
                "the busiest card channel's bank lets 3 of 10 time out: found out, traffic moved, let back in step by step",
                Shape.THREE_NODES,
                240,
                (s, seed) -> List.of(
                        Fault.of(s * 0.05, 0, Action.PREFER_CHANNEL, BUSY_CHANNEL),
                        new Fault(s * 0.2, s * 0.15, Action.SICK_CHANNEL, BUSY_CHANNEL, HANGS_THREE_OF_TEN)),
                Promises.NONE.failed(0)));
        all.add(new DrillPlan(
                "banks-misbehave",
                "every bank hangs, repeats, forgets, cuts and babbles: none charged twice; once banks behave, all agree",
                Shape.ONE_NODE,
                RATE,
                120,
                2_000,
                SETTLE_S,
                (s, seed) -> List.of(new Fault(0.1, s, Action.BANKS, "all", BABBLE)),
                Promises.NONE));
        all.add(plan(
                "kill-restart",
                "kill -9 the only node again and again under load: nothing lost, doubled or unnotified",
                Shape.ONE_NODE,
                150,
                (s, seed) -> kills(s, seed, 1, 0.1),
                Promises.NONE));
        all.add(plan(
                "random",
                "a seeded mix of all faults, one after another; the seed replays the schedule",
                Shape.WITH_ARCHIVE,
                600,
                RandomFaults::schedule,
                Promises.NONE));
        return List.copyOf(all);
    }

    private static void databases(List<DrillPlan> all) {
        Shape archive = Shape.WITH_ARCHIVE;
        all.add(new DrillPlan(
                "db-absent",
                "no database from the first second, 10,000 payments: none fails; then it appears and becomes complete",
                new Shape(3, Shape.Archive.LATER, true, 0),
                RATE,
                240,
                10_000,
                SETTLE_S,
                (s, seed) -> List.of(
                        Fault.of(0, 0, Action.MARK, "no database"), Fault.of(s * 0.75, 0, Action.START, CASSANDRA)),
                Promises.NONE.failed(0).completeArchive()));
        all.add(plan(
                "db-dies",
                "kill -9 the database under load, start it again later: nobody notices",
                archive,
                150,
                (s, seed) -> List.of(Fault.of(s * 0.5, s * 0.3, Action.KILL, CASSANDRA)),
                Promises.UNNOTICED));
        all.add(plan(
                "db-slow",
                "the database answers 3 s later: nobody notices",
                archive,
                150,
                (s, seed) -> List.of(new Fault(s * 0.5, s * 0.3, Action.LINK_SLOW, CASSANDRA, "1500")),
                Promises.UNNOTICED));
        all.add(plan(
                "db-flaps",
                "the database goes and comes every few seconds: nobody notices",
                archive,
                150,
                Drills::flaps,
                Promises.UNNOTICED));
        all.add(plan(
                "db-black-hole",
                "the database accepts connections and never answers: nobody notices",
                archive,
                150,
                (s, seed) -> List.of(Fault.of(s * 0.5, s * 0.3, Action.LINK_BLACK_HOLE, CASSANDRA)),
                Promises.UNNOTICED));
        all.add(plan(
                "db-back-empty-cell",
                "the only archive cell goes, a new empty one takes its share of new payments: nobody notices",
                archive,
                180,
                (s, seed) -> List.of(
                        Fault.of(s * 0.4, s * 0.4, Action.LINK_DOWN, CASSANDRA),
                        Fault.of(s * 0.5, 0, Action.ADD_CELL, "")),
                Promises.UNNOTICED));
    }

    private static void nodes(List<DrillPlan> all) {
        all.add(plan(
                "node-kill",
                "kill -9 one of three nodes, 20 times: every slot goes on within 3 s",
                Shape.THREE_NODES,
                20 * KILL_EVERY_S + 30,
                (s, seed) -> kills(s, seed, 3, 8),
                Promises.NONE.failed(0).goesOnWithin(3_000)));
        all.add(plan(
                "node-pause",
                "SIGSTOP a node for longer than every time-out, then SIGCONT: the zombie pays, sends and tells nothing",
                Shape.THREE_NODES,
                120,
                (s, seed) -> List.of(Fault.of(s * 0.3, 25, Action.PAUSE, node(seed, 3))),
                Promises.NONE.failed(0)));
        all.add(plan(
                "two-kills",
                "kill -9 two of three nodes within a second: what is left refuses or keeps its word, and loses nothing",
                Shape.THREE_NODES,
                120,
                (s, seed) -> List.of(
                        Fault.of(s * 0.3, 0, Action.KILL, node(seed, 3)),
                        Fault.of(s * 0.3 + 0.5, 0, Action.KILL, node(seed + 1, 3)),
                        // Together: a node may wait for what the other one's spool holds before it is ready.
                        Fault.of(s * 0.5, 0, Action.START, "all")),
                Promises.NONE));
        all.add(plan(
                "power-loss",
                "kill -9 all nodes at once, start them again: nothing acknowledged is lost",
                Shape.THREE_NODES,
                120,
                (s, seed) -> List.of(Fault.of(s * 0.4, 5, Action.KILL_ALL, "all")),
                Promises.NONE));
        all.add(plan(
                "hazelcast-partition",
                "cut one node off from the others, then heal: two halves, one truth",
                Shape.THREE_NODES,
                150,
                (s, seed) -> List.of(Fault.of(s * 0.35, 30, Action.CUT_OFF, node(seed, 3))),
                Promises.NONE.failed(0)));
        all.add(plan(
                "rolling-restart",
                "restart node after node under load: retrying clients see no error, clients of the front door none at all",
                Shape.THREE_NODES,
                180,
                (s, seed) -> List.of(
                        Fault.of(s * 0.2, 1, Action.STOP, "node-1"),
                        Fault.of(s * 0.45, 1, Action.STOP, "node-2"),
                        Fault.of(s * 0.7, 1, Action.STOP, "node-3")),
                Promises.NONE.failed(0).behindFrontDoor()));
    }

    private static DrillPlan plan(
            String name, String purpose, Shape shape, int seconds, DrillPlan.Faults faults, Promises promises) {
        return new DrillPlan(name, purpose, shape, RATE, seconds, 0, SETTLE_S, faults, promises);
    }

    private static String node(long seed, int nodes) {
        return "node-" + (1 + Math.floorMod(seed, nodes));
    }

    private static List<Fault> flaps(int seconds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = new ArrayList<>();
        double at = seconds * 0.4;
        while (at < seconds * 0.85) {
            double lasts = 1 + random.nextDouble() * 4;
            faults.add(Fault.of(at, lasts, Action.LINK_DOWN, CASSANDRA));
            at += lasts + 1 + random.nextDouble() * 4;
        }
        return faults;
    }

    /** Seeded moments and nodes, so that kills hit payments at any age. */
    private static List<Fault> kills(int seconds, long seed, int nodes, double downFor) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = new ArrayList<>();
        double quiet = Math.min(20, seconds * 0.3);
        int kills = Math.max(1, (int) ((seconds - quiet - 5) / KILL_EVERY_S));
        for (int i = 0; i < kills; i++) {
            double at = quiet + i * KILL_EVERY_S + random.nextDouble() * 4;
            faults.add(Fault.of(at, downFor, Action.KILL, "node-" + (1 + random.nextInt(nodes))));
        }
        return faults;
    }
}
