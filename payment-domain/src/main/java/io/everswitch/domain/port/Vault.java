package io.everswitch.domain.port;

import io.everswitch.domain.means.Sealed;

/** Seals secrets before anything is journaled, opens them at the moment of sending (M10). Thread-safe, no blocking. */
public interface Vault {
    Sealed seal(String secret);

    /** @throws IllegalStateException if the key is unknown or the box was tampered with; the message holds no secret */
    String open(Sealed sealed);
}
