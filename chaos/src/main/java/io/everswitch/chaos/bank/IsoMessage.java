package io.everswitch.chaos.bank;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** One ISO 8583 message. Its text form shows which fields there are, never what is in them (M10). Not thread-safe. */
final class IsoMessage {
    static final int FIELD_MAX = 128;

    private final String mti;
    private final @Nullable String[] values = new @Nullable String[FIELD_MAX + 1];
    private int macAt;
    private boolean spoiled;
    private byte @Nullable [] mac;

    IsoMessage(String mti) {
        this.mti = mti;
    }

    /** @param at how many bytes of the message are before the MAC */
    void sign(int at, byte[] eightBytes) {
        macAt = at;
        mac = eightBytes;
    }

    int macAt() {
        return macAt;
    }

    byte @Nullable [] mac() {
        return mac;
    }

    String mti() {
        return mti;
    }

    IsoMessage set(int field, String value) {
        values[field] = value;
        return this;
    }

    /** Takes a field over from another message, if it is there. */
    IsoMessage copy(int field, IsoMessage other) {
        values[field] = other.values[field];
        return this;
    }

    @Nullable
    String get(int field) {
        return values[field];
    }

    boolean has(int field) {
        return values[field] != null;
    }

    /** @throws IsoFormatException if it is not there */
    String require(int field) throws IsoFormatException {
        String value = values[field];
        if (value == null) {
            throw new IsoFormatException("field " + field + " is missing");
        }
        return value;
    }

    /** Sends it with a MAC that is not its own. */
    IsoMessage spoiled() {
        spoiled = true;
        return this;
    }

    boolean isSpoiled() {
        return spoiled;
    }

    BitSet fields() {
        BitSet set = new BitSet(FIELD_MAX + 1);
        for (int field = 2; field <= FIELD_MAX; field++) {
            if (values[field] != null) {
                set.set(field);
            }
        }
        return set;
    }

    @Override
    public String toString() {
        return mti + fields();
    }
}
