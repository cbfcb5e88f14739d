package io.everswitch.chaos.load;

import java.time.Duration;

/**
 * How load is made.
 *
 * @param ratePerSecond payments begun per second, whatever becomes of them (open loop); 0: as many as {@code inFlight}
 *     allows (closed loop)
 * @param inFlight payments under way at once: the closed loop's size, the open loop's bound
 * @param duration how long payments are begun
 * @param paymentsMax at most so many payments; 0: no bound but time
 * @param waitSeconds how long a confirmation waits for its final status (Prefer: wait)
 * @param retryFor how long one call is repeated after connection errors and retryable refusals
 * @param seed of all chance
 */
public record LoadSettings(
        int ratePerSecond,
        int inFlight,
        Duration duration,
        int paymentsMax,
        int waitSeconds,
        Duration retryFor,
        long seed) {
    public static LoadSettings closedLoop(int inFlight, Duration duration, long seed) {
        return new LoadSettings(0, inFlight, duration, 0, 30, Duration.ofSeconds(60), seed);
    }

    public static LoadSettings openLoop(int ratePerSecond, Duration duration, long seed) {
        return new LoadSettings(ratePerSecond, 20_000, duration, 0, 30, Duration.ofSeconds(60), seed);
    }
}
