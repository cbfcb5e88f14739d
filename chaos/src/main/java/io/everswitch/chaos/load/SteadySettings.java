package io.everswitch.chaos.load;

import java.time.Duration;

/**
 * A load at a steady rate.
 *
 * @param ratePerSecond journeys begun per second by schedule, whatever becomes of the earlier ones
 * @param duration how long journeys are begun
 * @param journeysMax at most so many; 0: no bound but time
 * @param journeysOpenMax memory's bound: a journey that would be one more is not begun, and that is counted
 * @param waitSeconds how long a confirmation waits for its final status (Prefer: wait)
 * @param tryWithin how long one try may go without an answer (a confirmation: longer by {@code waitSeconds})
 * @param retryFor how long a client repeats one operation
 * @param amountEnding last two digits of all amounts: they steer the bank simulator; 0: all are approved
 * @param seed of all chance
 */
public record SteadySettings(
        int ratePerSecond,
        Duration duration,
        int journeysMax,
        int journeysOpenMax,
        int waitSeconds,
        Duration tryWithin,
        Duration retryFor,
        int amountEnding,
        ClientKind client,
        long seed) {
    /** One minute of a stalled switch at 300/s; about 1 kB each. */
    private static final int JOURNEYS_OPEN_MAX = 20_000;

    public SteadySettings {
        if (ratePerSecond < 1 || journeysOpenMax < 1 || duration.isNegative() || retryFor.isNegative()) {
            throw new IllegalArgumentException("a steady load has a rate, a bound and a duration");
        }
    }

    public static SteadySettings of(int ratePerSecond, Duration duration, ClientKind client, long seed) {
        return new SteadySettings(
                ratePerSecond,
                duration,
                0,
                JOURNEYS_OPEN_MAX,
                10,
                Duration.ofSeconds(3),
                Duration.ofSeconds(60),
                0,
                client,
                seed);
    }

    public SteadySettings withJourneysMax(int max) {
        return new SteadySettings(
                ratePerSecond,
                duration,
                max,
                journeysOpenMax,
                waitSeconds,
                tryWithin,
                retryFor,
                amountEnding,
                client,
                seed);
    }
}
