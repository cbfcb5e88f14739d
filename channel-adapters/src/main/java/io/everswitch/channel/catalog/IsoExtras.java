package io.everswitch.channel.catalog;

import io.everswitch.channel.iso8583.FieldTemplate;
import io.everswitch.channel.iso8583.IsoHost;
import io.everswitch.channel.iso8583.IsoOptions;
import io.everswitch.channel.iso8583.KeyBox;
import io.everswitch.channel.iso8583.KeyExchange;
import io.everswitch.channel.iso8583.MacAlgorithm;
import io.everswitch.channel.iso8583.MacKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only some ISO 8583 banks want.
 *
 * @param mac null: messages carry no MAC
 * @param exchange null: the key of the MAC is never changed; only with a MAC
 * @param standby the hosts behind the first
 * @param primaryStableMs how long a host must be up before the traffic goes back to it
 * @param fields private fields of all financial messages
 */
public record IsoExtras(
        @Nullable Mac mac,
        @Nullable Exchange exchange,
        List<IsoHost> standby,
        int primaryStableMs,
        List<FieldTemplate> fields) {
    public static final IsoExtras NONE = new IsoExtras(null, null, List.of(), IsoOptions.PRIMARY_STABLE_MS, List.of());

    /** @param key in hex digits */
    public record Mac(MacAlgorithm algorithm, SecretRef key) {
        /** The catalog's word: for the bank's side, which shares no codec with ours. */
        public String algorithmCode() {
            return algorithm.code();
        }
    }

    /**
     * How the bank gives keys.
     *
     * @param wrap how they are encrypted
     * @param key the key-encrypting key, in hex digits
     */
    public record Exchange(KeyBox.Wrap wrap, SecretRef key, int field, int intervalMs, int overlapMs) {
        /** The catalog's word: for the bank's side, which shares no codec with ours. */
        public String wrapCode() {
            return wrap.code();
        }
    }

    /** The ports of the hosts behind the first. */
    public List<Integer> standbyPorts() {
        return standby.stream().map(IsoHost::port).toList();
    }

    /**
     * Reads the keys; blocking, at start only.
     *
     * @throws IllegalStateException if one cannot be had or is none; the message names the place, never the key
     */
    public IsoOptions options(Map<String, String> environment) {
        return new IsoOptions(
                mac == null ? null : macKey(mac, environment),
                mac == null || exchange == null ? null : exchange(exchange, environment),
                standby,
                primaryStableMs,
                fields);
    }

    static KeyExchange exchange(Exchange exchange, Map<String, String> environment) {
        try {
            KeyBox box = KeyBox.ofHex(exchange.wrap(), exchange.key().resolve(environment));
            return new KeyExchange(box, exchange.field(), exchange.intervalMs(), exchange.overlapMs());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("key exchange " + e.getMessage() + ": " + exchange.key(), e);
        }
    }

    static MacKey macKey(Mac mac, Map<String, String> environment) {
        try {
            return MacKey.ofHex(mac.algorithm(), mac.key().resolve(environment));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("MAC " + e.getMessage() + ": " + mac.key(), e);
        }
    }
}
