package io.everswitch.channel.iso8583;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only some banks of the family want.
 *
 * @param mac the key of the MAC that every message carries in both directions; null: none does
 * @param exchange how connections get other keys, only with a MAC; null: they do not
 * @param standby where the bank listens too, in order: used while the hosts before have no connection
 * @param primaryStableMs how long a host must be up before the traffic goes back to it, 0 … 3,600,000
 * @param fields private fields that every financial message carries
 */
public record IsoOptions(
        @Nullable MacKey mac,
        @Nullable KeyExchange exchange,
        List<IsoHost> standby,
        int primaryStableMs,
        List<FieldTemplate> fields) {
    /** A minute: a host that restarts is seldom well with its first sign-on. */
    public static final int PRIMARY_STABLE_MS = 60_000;

    private static final int STANDBY_MAX = 3;
    private static final int PRIMARY_STABLE_MAX_MS = 3_600_000;

    /** What the page says, and nothing more. */
    public static final IsoOptions NONE = new IsoOptions(null, null);

    public IsoOptions {
        standby = List.copyOf(standby);
        fields = List.copyOf(fields);
        if (standby.size() > STANDBY_MAX) {
            throw new IllegalArgumentException("standby must be at most " + STANDBY_MAX + " hosts");
        }
        if (primaryStableMs < 0 || primaryStableMs > PRIMARY_STABLE_MAX_MS) {
            throw new IllegalArgumentException("primaryStableMs must be 0 … " + PRIMARY_STABLE_MAX_MS);
        }
        if (exchange != null && mac == null) {
            throw new IllegalArgumentException("exchange needs a mac");
        }
    }

    /** One host. */
    public IsoOptions(@Nullable MacKey mac, @Nullable KeyExchange exchange) {
        this(mac, exchange, List.of(), PRIMARY_STABLE_MS, List.of());
    }

    public IsoOptions withStandby(List<IsoHost> hosts, int stableMs) {
        return new IsoOptions(mac, exchange, hosts, stableMs, fields);
    }

    public IsoOptions withFields(List<FieldTemplate> other) {
        return new IsoOptions(mac, exchange, standby, primaryStableMs, other);
    }

    /** A MAC with one key for good. */
    public IsoOptions(MacKey mac) {
        this(mac, null);
    }
}
