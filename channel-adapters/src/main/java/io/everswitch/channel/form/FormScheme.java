package io.everswitch.channel.form;

/**
 * How one channel's messages are hashed and signed, with the keys for both directions. Thread-safe; a signature costs about a
 * millisecond of the calling thread. Implementations show no key in their text form (M10).
 */
interface FormScheme {
    /** What stands in {@code signMethod}. */
    String method();

    /** The signature over the fields' text. */
    byte[] sign(byte[] text);

    /** Whether the bank signed this text; never throws, whatever the bytes are. */
    boolean isBanks(byte[] text, byte[] signature);
}
