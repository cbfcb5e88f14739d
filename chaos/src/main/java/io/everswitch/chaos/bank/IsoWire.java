package io.everswitch.chaos.bank;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an ISO 8583 channel writes.
 *
 * @param security null: messages carry no MAC
 * @param standbyPorts where the bank listens too, on the same address
 */
public record IsoWire(Framing framing, Form form, @Nullable IsoSecurity security, List<Integer> standbyPorts) {
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

    /** How MACs are made. */
    public enum Mac {
        RETAIL,
        AES_CMAC,
        HMAC_SHA256_64
    }

    public IsoWire(Framing framing, Form form) {
        this(framing, form, null);
    }

    public IsoWire(Framing framing, Form form, @Nullable IsoSecurity security) {
        this(framing, form, security, List.of());
    }
}
