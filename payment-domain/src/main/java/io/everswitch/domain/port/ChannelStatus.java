package io.everswitch.domain.port;

/**
 * @param up whether an attempt could be sent right now
 * @param inFlight number of requests that wait for an answer
 * @param reason why it is not up; empty when it is
 */
public record ChannelStatus(boolean up, int inFlight, String reason) {}
