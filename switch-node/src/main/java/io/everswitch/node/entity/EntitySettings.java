package io.everswitch.node.entity;

import java.time.Duration;

/**
 * The bounds of a payment's actor.
 *
 * @param idleAfter an actor with nothing to do soon leaves memory after this time, 1 s … 10 min: recovery costs one read,
 *     memory is the scarcer
 * @param waitersMax callers of one payment that may wait for it to settle: more than any honest client has
 * @param watchersMax event streams of one payment
 */
public record EntitySettings(Duration idleAfter, int waitersMax, int watchersMax) {
    public static final EntitySettings DEFAULT = new EntitySettings(Duration.ofSeconds(5), 16, 16);
}
