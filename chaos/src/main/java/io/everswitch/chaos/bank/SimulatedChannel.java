package io.everswitch.chaos.bank;

import org.jspecify.annotations.Nullable;

/**
 * What the simulator must know of a channel to play its bank. Immutable.
 *
 * @param port 0 means any free one; HTTP channels with the same host and port share it
 * @param iso present exactly when the channel speaks ISO 8583
 * @param http present exactly when it speaks a family over HTTP
 */
public record SimulatedChannel(
        String id,
        String host,
        int port,
        @Nullable IsoWire iso,
        @Nullable HttpWire http) {
    public SimulatedChannel {
        if ((iso == null) == (http == null)) {
            throw new IllegalArgumentException("channel " + id + " must be of exactly one protocol");
        }
    }

    /** The catalog's word for the protocol. */
    public String protocol() {
        return http == null ? "iso8583" : http.family().word();
    }

    /** @throws IllegalStateException if this is not an ISO 8583 channel */
    IsoWire requireIso() {
        if (iso == null) {
            throw new IllegalStateException("channel " + id + " does not speak ISO 8583");
        }
        return iso;
    }

    /** @throws IllegalStateException if this is not an HTTP channel */
    HttpWire requireHttp() {
        if (http == null) {
            throw new IllegalStateException("channel " + id + " does not speak HTTP");
        }
        return http;
    }

    SimulatedChannel onPort(int other) {
        return new SimulatedChannel(id, host, other, iso, http);
    }
}
