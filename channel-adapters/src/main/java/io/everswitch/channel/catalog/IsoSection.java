package io.everswitch.channel.catalog;

/**
 * What an ISO 8583 channel needs beside the common fields. Ranges are those of {@code docs/channel-catalog.md}.
 *
 * @param terminal DE41, 1 … 8 printable characters
 * @param merchant DE42, 1 … 15 printable characters
 * @param acquirer DE32, 1 … 11 digits
 * @param merchantCategory DE18, 4 digits
 * @param tpduDestination 0 … 65535, used with {@link Framing#BINARY2_TPDU} only
 * @param tpduOrigin 0 … 65535, used with {@link Framing#BINARY2_TPDU} only
 * @param connections connections kept open to the bank, 1 … 8
 * @param echoIntervalMs idle time after which a connection is tested, 1 s … 10 min
 * @param extras what only some banks want
 * @param reconnectMinMs first wait after a lost connection, doubled up to {@link #reconnectMaxMs}
 */
public record IsoSection(
        String host,
        int port,
        Framing framing,
        Form form,
        String terminal,
        String merchant,
        String acquirer,
        String merchantCategory,
        int tpduDestination,
        int tpduOrigin,
        int connections,
        int echoIntervalMs,
        int reconnectMinMs,
        int reconnectMaxMs,
        IsoExtras extras) {}
