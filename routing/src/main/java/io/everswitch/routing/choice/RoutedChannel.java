package io.everswitch.routing.choice;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import java.util.Set;

/**
 * What routing knows of a channel: the part of the catalog that decides who gets it. Immutable.
 *
 * @param brands card brands that it takes; empty for all
 * @param currencies ISO 4217 codes
 * @param amountMin smallest amount in minor units
 * @param amountMax largest amount in minor units
 * @param weight its part of the traffic beside its peers, 0 … {@value #WEIGHT_MAX}; 0 is a reserve, which gets traffic only
 *     when no channel with a weight is left
 * @param feeFixedMinor what it costs per payment, in minor units
 * @param feeBasisPoints what it costs in hundredths of a per cent of the amount
 * @param realBank moves real money: never gets a shadow payment
 */
public record RoutedChannel(
        ChannelId id,
        BankId bank,
        Set<MeansKind> methods,
        Set<String> brands,
        Set<String> currencies,
        long amountMin,
        long amountMax,
        int weight,
        long feeFixedMinor,
        int feeBasisPoints,
        boolean enabled,
        boolean realBank) {
    /** Keeps the sum of all weights of any table, times the share in per cent, far inside a long. */
    public static final int WEIGHT_MAX = 10_000;

    public RoutedChannel {
        methods = Set.copyOf(methods);
        brands = Set.copyOf(brands);
        currencies = Set.copyOf(currencies);
        require(!methods.isEmpty(), id, "methods must not be empty");
        require(!currencies.isEmpty(), id, "currencies must not be empty");
        require(amountMin >= 0 && amountMin <= amountMax, id, "0 <= amountMin <= amountMax");
        require(weight >= 0 && weight <= WEIGHT_MAX, id, "weight must be 0 … " + WEIGHT_MAX);
        require(feeFixedMinor >= 0, id, "feeFixedMinor must not be negative");
        require(feeBasisPoints >= 0 && feeBasisPoints <= 10_000, id, "feeBasisPoints must be 0 … 10000");
    }

    /** What a payment of this amount costs, in minor units, rounded up: whoever compares costs must not see it as free. */
    public long feeMinor(long amountMinor) {
        return Math.addExact(feeFixedMinor, (Math.multiplyExact(amountMinor, (long) feeBasisPoints) + 9_999) / 10_000);
    }

    private static void require(boolean holds, ChannelId id, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("channel " + id + ": " + rule);
        }
    }
}
