package io.everswitch.chaos.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A schedule drawn from a seed: one fault after another, with some quiet between, and the last one undone before the end. */
final class RandomFaults {
    private static final double QUIET_BEFORE_S = 20;
    private static final double QUIET_AFTER_S = 15;
    private static final String BANKS =
            "{\"hang_after_commit_rate\":0.1,\"reset_mid_frame_rate\":0.1,\"garbage_rate\":0.05}";

    private RandomFaults() {}

    static List<Fault> schedule(int seconds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = new ArrayList<>();
        double at = Math.min(QUIET_BEFORE_S, seconds * 0.3);
        while (true) {
            double lasts = 3 + random.nextDouble() * 22;
            Fault fault = draw(random, at, lasts);
            if (at + lasts + QUIET_AFTER_S > seconds) {
                return faults;
            }
            faults.add(fault);
            at += lasts + 10 + random.nextDouble() * 15;
        }
    }

    private static Fault draw(SplittableRandom random, double at, double lasts) {
        String node = "node-" + (1 + random.nextInt(3));
        String cassandra = "cassandra-1";
        return switch (random.nextInt(10)) {
            case 0, 1 -> Fault.of(at, lasts, Action.KILL, node);
            case 2 -> Fault.of(at, lasts, Action.PAUSE, node);
            case 3 -> Fault.of(at, 1, Action.STOP, node);
            case 4 -> Fault.of(at, lasts, Action.CUT_OFF, node);
            case 5 -> Fault.of(at, lasts, Action.KILL, cassandra);
            case 6 -> Fault.of(at, lasts, Action.LINK_DOWN, cassandra);
            case 7 -> Fault.of(at, lasts, Action.LINK_BLACK_HOLE, cassandra);
            case 8 -> new Fault(at, lasts, Action.LINK_SLOW, cassandra, "1500");
            default -> new Fault(at, lasts, Action.BANKS, "half", BANKS);
        };
    }
}
