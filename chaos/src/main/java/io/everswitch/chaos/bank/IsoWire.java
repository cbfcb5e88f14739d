package io.everswitch.chaos.bank;

/** How an ISO 8583 channel writes. */
public record IsoWire(Framing framing, Form form) {
    /** How messages are cut out of the byte stream. */
    public enum Framing {
        BINARY2,
        BINARY2_TPDU,
        ASCII4
    }

    /** How fields are written. */
    public enum Form {
        ASCII,
        BINARY
    }
}
