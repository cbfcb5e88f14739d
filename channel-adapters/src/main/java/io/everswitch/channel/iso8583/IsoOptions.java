package io.everswitch.channel.iso8583;

import org.jspecify.annotations.Nullable;

/**
 * What only some banks of the family want.
 *
 * @param mac the key of the MAC that every message carries in both directions; null: none does
 * @param exchange how connections get other keys, only with a MAC; null: they do not
 */
public record IsoOptions(@Nullable MacKey mac, @Nullable KeyExchange exchange) {
    /** What the page says, and nothing more. */
    public static final IsoOptions NONE = new IsoOptions(null, null);

    public IsoOptions {
        if (exchange != null && mac == null) {
            throw new IllegalArgumentException("exchange needs a mac");
        }
    }

    /** A MAC with one key for good. */
    public IsoOptions(MacKey mac) {
        this(mac, null);
    }
}
