package io.everswitch.channel.iso8583;

import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.port.ChannelProfile;
import java.util.regex.Pattern;

/**
 * How one channel of the ISO 8583 family is reached and what it says of us. Checked when made: the message of the
 * {@link IllegalArgumentException} begins with the name of the field.
 *
 * @param profile what the payment rules need to know of the channel
 * @param link where the bank is and how its bytes look
 * @param identity who we are to the bank
 * @param timing how the connections are kept
 * @param inFlightMax attempts that may wait for an answer at once, 1 … 10,000. Reversals and refunds have a quarter of that
 *     (at least 4) for themselves, so that a bank full of attempts can still be told to undo one
 * @param codeMap what field 39 means on a purchase
 * @param realBank true: load-test traffic is refused with NOT_SENT
 * @param options what only some banks want
 */
public record Iso8583Settings(
        ChannelProfile profile,
        Link link,
        Identity identity,
        Timing timing,
        int inFlightMax,
        CodeMap codeMap,
        boolean realBank,
        IsoOptions options) {
    /** How a message is delimited on the stream. */
    public enum Framing {
        BINARY2,
        BINARY2_TPDU,
        ASCII4
    }

    /** How the fields of a message are written. */
    public enum Form {
        ASCII,
        BINARY
    }

    /**
     * Where the bank is and how its bytes look.
     *
     * @param host name or address
     * @param port 1 … 65535
     * @param tpduDestination two bytes as a number, 0 … 65535; used with {@link Framing#BINARY2_TPDU} only
     * @param tpduOrigin two bytes as a number, 0 … 65535; used with {@link Framing#BINARY2_TPDU} only
     * @param connections connections held at once, 1 … 8: more than one lets payments go on while one reconnects
     */
    public record Link(
            String host, int port, Framing framing, Form form, int tpduDestination, int tpduOrigin, int connections) {
        public Link {
            require(!host.isBlank(), "host must not be blank");
            range("port", port, 1, 65_535);
            range("tpduDestination", tpduDestination, 0, 0xFFFF);
            range("tpduOrigin", tpduOrigin, 0, 0xFFFF);
            range("connections", connections, 1, 8);
        }

        /** A link without TPDU and with one connection. */
        public static Link of(String host, int port, Framing framing, Form form) {
            return new Link(host, port, framing, form, 0, 0, 1);
        }
    }

    /**
     * Who we are to the bank.
     *
     * @param terminal field 41, 1 to 8 printable ASCII characters; no other node may use the same one at the same time
     * @param merchant field 42, 1 to 15 printable ASCII characters
     * @param acquirerId field 32, 1 to 11 digits
     * @param mcc field 18, four digits
     */
    public record Identity(String terminal, String merchant, String acquirerId, String mcc) {
        private static final Pattern PRINTABLE = Pattern.compile("[!-~](?:[ -~]*[!-~])?");
        private static final Pattern DIGITS = Pattern.compile("[0-9]+");

        public Identity {
            require(
                    PRINTABLE.matcher(terminal).matches() && terminal.length() <= 8,
                    "terminal must be 1 to 8 printable ASCII characters without a blank at the ends");
            require(
                    PRINTABLE.matcher(merchant).matches() && merchant.length() <= 15,
                    "merchant must be 1 to 15 printable ASCII characters without a blank at the ends");
            require(
                    DIGITS.matcher(acquirerId).matches() && acquirerId.length() <= 11,
                    "acquirerId must be 1 to 11 digits");
            require(DIGITS.matcher(mcc).matches() && mcc.length() == 4, "mcc must be four digits");
        }
    }

    /**
     * How the connections are kept.
     *
     * @param connectTimeoutMs how long a TCP connect may take, 10 … 60,000
     * @param echoIntervalMs silence after which the bank is asked whether it is there, 10 … 3,600,000
     * @param reconnectMinMs first wait before a reconnect, 1 … reconnectMaxMs; doubled each time, with jitter
     * @param reconnectMaxMs longest wait before a reconnect, at most 600,000
     */
    public record Timing(int connectTimeoutMs, int echoIntervalMs, int reconnectMinMs, int reconnectMaxMs) {
        /** 3 s to connect, echo after 30 s, 200 ms … 15 s back-off: one lost packet does not matter, a lost bank shows in a minute. */
        public static final Timing DEFAULT = new Timing(3_000, 30_000, 200, 15_000);

        public Timing {
            range("connectTimeoutMs", connectTimeoutMs, 10, 60_000);
            range("echoIntervalMs", echoIntervalMs, 10, 3_600_000);
            range("reconnectMaxMs", reconnectMaxMs, 1, 600_000);
            range("reconnectMinMs", reconnectMinMs, 1, reconnectMaxMs);
        }
    }

    public Iso8583Settings {
        range("inFlightMax", inFlightMax, 1, 10_000);
    }

    /** Without anything that only some banks want. */
    public Iso8583Settings(
            ChannelProfile profile,
            Link link,
            Identity identity,
            Timing timing,
            int inFlightMax,
            CodeMap codeMap,
            boolean realBank) {
        this(profile, link, identity, timing, inFlightMax, codeMap, realBank, IsoOptions.NONE);
    }

    public Iso8583Settings with(IsoOptions other) {
        return new Iso8583Settings(profile, link, identity, timing, inFlightMax, codeMap, realBank, other);
    }

    private static void range(String field, int value, int min, int max) {
        require(value >= min && value <= max, field + " must be " + min + " … " + max + ": " + value);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
