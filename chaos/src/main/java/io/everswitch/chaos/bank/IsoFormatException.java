package io.everswitch.chaos.bank;

/** Bytes that are no ISO 8583 message of ours. The message names the field and never its content (M10). */
final class IsoFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    IsoFormatException(String message) {
        super(message);
    }
}
