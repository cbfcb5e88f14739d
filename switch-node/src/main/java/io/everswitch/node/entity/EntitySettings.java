package io.everswitch.node.entity;

import java.time.Duration;

/**
 * The bounds of a payment's actor.
 *
 * @param idleAfter an actor with nothing to do soon leaves memory after this time, 1 s … 10 min: recovery costs one read,
 *     memory is the scarcer
 * @param waitersMax callers of one payment that may wait for it to settle: more than any honest client has
 * @param watchersMax event streams of one payment
 * @param stopPatience how long an actor that must move to another node waits for the bank's answer to its attempt, which would
 *     otherwise be UNKNOWN: several times what a bank usually takes, and a pause for its slot's other payments
 */
public record EntitySettings(Duration idleAfter, int waitersMax, int watchersMax, Duration stopPatience) {
    public static final Duration STOP_PATIENCE_DEFAULT = Duration.ofMillis(1_500);

    public static final EntitySettings DEFAULT =
            new EntitySettings(Duration.ofSeconds(5), 16, 16, STOP_PATIENCE_DEFAULT);

    public EntitySettings(Duration idleAfter, int waitersMax, int watchersMax) {
        this(idleAfter, waitersMax, watchersMax, STOP_PATIENCE_DEFAULT);
    }
}
