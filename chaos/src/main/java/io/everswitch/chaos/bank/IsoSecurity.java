package io.everswitch.chaos.bank;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The MAC of a channel's messages, and how its keys are given. Immutable, thread-safe. Shows no key (M10). */
public final class IsoSecurity {
    private final IsoWire.Mac algorithm;
    private final byte[] key;
    private final @Nullable BankKeyBox box;
    private final int overlapMs;

    /** @param hexKey as the catalog has it */
    public IsoSecurity(IsoWire.Mac algorithm, String hexKey) {
        this(algorithm, hexKey, null, 0);
    }

    /**
     * @param box null: the bank gives no keys
     * @param overlapMs how long requests under the key before are taken
     */
    public IsoSecurity(IsoWire.Mac algorithm, String hexKey, @Nullable BankKeyBox box, int overlapMs) {
        this.algorithm = algorithm;
        this.key = HexFormat.of().parseHex(hexKey);
        this.box = box;
        this.overlapMs = overlapMs;
    }

    BankMac base() {
        return new BankMac(algorithm, key);
    }

    @Nullable
    BankKeyBox box() {
        return box;
    }

    IsoWire.Mac algorithm() {
        return algorithm;
    }

    int overlapMs() {
        return overlapMs;
    }

    @Override
    public String toString() {
        return "IsoSecurity[" + algorithm + "]";
    }
}
