package io.everswitch.journal.simulation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The chance of one step. Each step has dice of its own, made from the schedule's seed and the step's number, so that a step
 * can be cut out of a schedule and the others still throw the same. One thread.
 */
final class Dice {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    Dice(long seed, int step) {
        this.random = new SplittableRandom(seed + SPREAD * (step + 1L));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int bound) {
        return random.nextInt(bound) == 0;
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
