package io.everswitch.chaos.fault;

import java.util.SplittableRandom;

/**
 * Chance of one stream of one connection. Depends on the seed, the proxy's name, how many connections the proxy had before
 * and the direction, and on nothing else, so a run with the same connections draws the same. One thread at a time.
 */
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    Draws(long seed, String proxy, long connection, Direction direction) {
        long mixed = seed + GOLDEN * (connection * 2 + (direction == Direction.UPSTREAM ? 1 : 2));
        this.random = new SplittableRandom(mixed ^ ((long) proxy.hashCode() << 32));
        // Neighbouring seeds: the first number is the one that is alike.
        random.nextLong();
    }

    boolean hit(float chance) {
        return random.nextDouble() < chance;
    }

    /** From −spread up to and without spread; 0 if there is no spread. */
    long around(long spread) {
        return spread <= 0 ? 0 : random.nextLong(-spread, spread);
    }
}
