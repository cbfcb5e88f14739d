package io.everswitch.chaos.fault;

/**
 * @param host where the HTTP API listens
 * @param port of the HTTP API; 0 means any free one
 * @param seed of all chance
 * @param connectionsMax open at once in each proxy; more are closed at once
 */
public record FaultSettings(String host, int port, long seed, int connectionsMax, StreamLimits limits) {
    /** The original server's. */
    public static final int PORT = 8474;

    /** Every connection costs two file descriptors, and systems give a process some 64 thousand. */
    private static final int CONNECTIONS_MAX = 16_384;

    public FaultSettings {
        if (port < 0 || port > 65_535 || connectionsMax < 1) {
            throw new IllegalArgumentException("fault proxy settings out of range");
        }
    }

    public static FaultSettings of(String host, int port, long seed) {
        return new FaultSettings(host, port, seed, CONNECTIONS_MAX, StreamLimits.standard());
    }

    public FaultSettings withLimits(StreamLimits newLimits) {
        return new FaultSettings(host, port, seed, connectionsMax, newLimits);
    }
}
