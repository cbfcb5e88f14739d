package io.everswitch.channel.iso8583;

import org.jspecify.annotations.Nullable;

/**
 * One message as text: its type and its fields, numbers in digits with leading zeros, fixed texts padded with blanks. May
 * hold a card number between building and encoding, so {@link #toString} masks. Confined to one thread.
 */
final class IsoFields {
    static final int DE_MAX = 128;

    private final int mti;
    private final @Nullable String[] values = new String[DE_MAX + 1];

    /** @param mti the four digits as a number: 200 for 0200 */
    IsoFields(int mti) {
        this.mti = mti;
    }

    int mti() {
        return mti;
    }

    IsoFields put(int de, String value) {
        values[de] = value;
        return this;
    }

    @Nullable
    String get(int de) {
        return values[de];
    }

    /** The field without trailing blanks; empty if it is absent. */
    String text(int de) {
        String value = values[de];
        return value == null ? "" : value.stripTrailing();
    }

    boolean has(int de) {
        return values[de] != null;
    }

    @Override
    public String toString() {
        return IsoDump.masked(this);
    }
}
