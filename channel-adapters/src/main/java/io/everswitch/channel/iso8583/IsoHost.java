package io.everswitch.channel.iso8583;

/**
 * One of the places where a bank listens.
 *
 * @param host name or address
 * @param port 1 … 65535
 */
public record IsoHost(String host, int port) {
    public IsoHost {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a host needs a name and a port of 1 … 65535");
        }
    }
}
