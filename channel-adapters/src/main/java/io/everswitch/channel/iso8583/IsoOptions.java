package io.everswitch.channel.iso8583;

import org.jspecify.annotations.Nullable;

/**
 * What only some banks of the family want.
 *
 * @param mac the key of the MAC that every message carries in both directions; null: none does
 */
public record IsoOptions(@Nullable MacKey mac) {
    /** What the page says, and nothing more. */
    public static final IsoOptions NONE = new IsoOptions(null);
}
