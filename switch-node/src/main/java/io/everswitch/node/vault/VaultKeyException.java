package io.everswitch.node.vault;

/** The vault's keys cannot be had or are unfit; the node must not start. The message never holds any part of a key. */
public final class VaultKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    VaultKeyException(String message) {
        super(message);
    }

    /** @param cause of input or output only: others might quote what they read */
    VaultKeyException(String message, java.io.IOException cause) {
        super(message, cause);
    }
}
