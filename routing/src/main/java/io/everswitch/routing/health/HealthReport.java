package io.everswitch.routing.health;

/**
 * How a channel, or one method at it, does, with everything that people ask next. Immutable.
 *
 * @param method empty: the whole channel
 * @param counts the results of the window, of all nodes
 * @param reason of its last turn; empty if there was none
 * @param slowBoundMs from which an answer counts as slow, by this node's experience; −1 while it has too little
 */
public record HealthReport(String method, ChannelHealth health, Tally counts, String reason, long slowBoundMs) {}
