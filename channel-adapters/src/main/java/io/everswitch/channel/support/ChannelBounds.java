package io.everswitch.channel.support;

/**
 * What bounds a channel beside its profile; an operator may change it while the channel runs. Ranges are those of the catalog.
 *
 * @param connectTimeoutMs how long TCP and TLS may take, 50 … 30,000
 * @param inFlightMax attempts that may wait for an answer at once, 1 … 10,000
 */
public record ChannelBounds(int connectTimeoutMs, int inFlightMax) {
    public ChannelBounds {
        if (connectTimeoutMs < 50 || connectTimeoutMs > 30_000) {
            throw new IllegalArgumentException("connectTimeoutMs must be 50 … 30000: " + connectTimeoutMs);
        }
        if (inFlightMax < 1 || inFlightMax > 10_000) {
            throw new IllegalArgumentException("inFlightMax must be 1 … 10000: " + inFlightMax);
        }
    }
}
