package io.everswitch.journal.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The journal protocol without processes, threads or time: a seed makes a schedule of steps of nodes, stores and messages,
 * and after each step the invariants are looked at. The same seed with the same rules is the same schedule. One thread.
 */
final class Simulation {

    /** Steps of one schedule: enough for two losses and what lies between. */
    static final int STEPS = 220;

    /** @param found the violated invariant, null if none was; the trace is what happened, line by line */
    record Result(long seed, @Nullable String found, List<String> trace, int steps, int acknowledged, int reads) {

        String report() {
            return "seed " + seed + ", " + steps + " steps: " + found + "\n  " + String.join("\n  ", trace);
        }
    }

    private final Set<Rule> rules;

    Simulation(Set<Rule> rules) {
        this.rules = EnumSet.copyOf(rules);
    }

    static Simulation allRules() {
        return new Simulation(EnumSet.allOf(Rule.class));
    }

    static Simulation without(Rule... off) {
        Set<Rule> rules = EnumSet.allOf(Rule.class);
        for (Rule rule : off) {
            rules.remove(rule);
        }
        return new Simulation(rules);
    }

    Result run(long seed) {
        return run(seed, STEPS, new BitSet());
    }

    /** @param cut the numbers of the steps that are left out */
    private Result run(long seed, int steps, BitSet cut) {
        List<String> trace = new ArrayList<>();
        World world = new World(nodes(seed), rules, Habits.of(new Dice(seed, -3)), trace);
        Moves moves = new Moves(world);
        String found = null;
        int done = 0;
        try {
            moves.begin(new Dice(seed, -1));
            for (; done < steps; done++) {
                if (!cut.get(done)) {
                    moves.step(new Dice(seed, done));
                }
            }
            moves.settle(new Dice(seed, -2));
        } catch (Violation violation) {
            found = violation.getMessage();
        }
        return new Result(seed, found, trace, done, world.ledger.acknowledged(), world.ledger.reads());
    }

    private static int nodes(long seed) {
        return switch ((int) Math.floorMod(seed, 8L)) {
            case 0 -> 2;
            case 1, 2 -> 5;
            default -> 3;
        };
    }

    /** The same violation with as few steps as cutting finds. */
    Result shrink(long seed) {
        Result best = run(seed);
        if (best.found() == null) {
            return best;
        }
        int steps = Math.min(STEPS, best.steps() + 1);
        BitSet cut = new BitSet();
        for (int size = steps / 2; size >= 1; size /= 2) {
            for (int from = 0; from < steps; from += size) {
                BitSet more = (BitSet) cut.clone();
                more.set(from, Math.min(steps, from + size));
                Result shorter = run(seed, steps, more);
                if (shorter.found() != null) {
                    cut = more;
                    best = shorter;
                }
            }
        }
        return new Result(
                seed, best.found(), best.trace(), steps - cut.cardinality(), best.acknowledged(), best.reads());
    }

    /** The first seed from here on that shows a violation, if there is one among so many. */
    @Nullable
    Result firstViolation(long firstSeed, int schedules) {
        for (long seed = firstSeed; seed < firstSeed + schedules; seed++) {
            Result result = run(seed);
            if (result.found() != null) {
                return result;
            }
        }
        return null;
    }
}
