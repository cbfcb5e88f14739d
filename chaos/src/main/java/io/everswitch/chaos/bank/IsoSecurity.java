package io.everswitch.chaos.bank;

import java.util.HexFormat;

/** The MAC of a channel's messages. Immutable, thread-safe. Shows no key (M10). */
public final class IsoSecurity {
    private final IsoWire.Mac algorithm;
    private final byte[] key;

    /** @param hexKey as the catalog has it */
    public IsoSecurity(IsoWire.Mac algorithm, String hexKey) {
        this.algorithm = algorithm;
        this.key = HexFormat.of().parseHex(hexKey);
    }

    BankMac base() {
        return new BankMac(algorithm, key);
    }

    @Override
    public String toString() {
        return "IsoSecurity[" + algorithm + "]";
    }
}
