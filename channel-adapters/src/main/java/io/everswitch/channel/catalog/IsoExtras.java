package io.everswitch.channel.catalog;

import io.everswitch.channel.iso8583.IsoOptions;
import io.everswitch.channel.iso8583.MacAlgorithm;
import io.everswitch.channel.iso8583.MacKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only some ISO 8583 banks want.
 *
 * @param mac null: messages carry no MAC
 */
public record IsoExtras(@Nullable Mac mac) {
    public static final IsoExtras NONE = new IsoExtras(null);

    /** @param key in hex digits */
    public record Mac(MacAlgorithm algorithm, SecretRef key) {}

    /**
     * Reads the keys; blocking, at start only.
     *
     * @throws IllegalStateException if one cannot be had or is none; the message names the place, never the key
     */
    public IsoOptions options(Map<String, String> environment) {
        return mac == null ? IsoOptions.NONE : new IsoOptions(macKey(mac, environment));
    }

    static MacKey macKey(Mac mac, Map<String, String> environment) {
        try {
            return MacKey.ofHex(mac.algorithm(), mac.key().resolve(environment));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("MAC " + e.getMessage() + ": " + mac.key(), e);
        }
    }
}
