package io.everswitch.routing.health;

import java.time.Instant;

/**
 * A channel's health took a turn, as this node judged it. Immutable.
 *
 * @param method the method that alone it is about; empty: the whole channel
 * @param cause for a red one a word of {@link HealthWindow} or {@link HealthRates} for machines; else empty
 * @param reason for people, with the numbers
 * @param sharePercent what it may use from now on
 */
public record HealthEvent(
        Instant at, String channel, String method, HealthTurn turn, String cause, String reason, int sharePercent) {}
