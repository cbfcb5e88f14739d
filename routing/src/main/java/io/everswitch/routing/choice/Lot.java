package io.everswitch.routing.choice;

import io.everswitch.routing.degrade.Spread;

/**
 * Shares payments among channels by weight so that a channel's coming and going moves only its own: each channel draws a number for
 * each payment, by itself, and the smallest one wins (weighted rendezvous hashing; the smallest of exponential numbers is each one's
 * in proportion to its rate). Shares by the remainder of a sum would deal all payments anew whenever one channel is stopped, and a
 * preview of that could not tell what it moves.
 */
final class Lot {
    private static final double UNIT = 0x1.0p-53;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long mixed;

    /** @param spread of the payment */
    Lot(long spread) {
        mixed = Spread.mix(spread);
    }

    /**
     * What a channel draws for the payment; the same every time. {@link Double#POSITIVE_INFINITY} without a weight, or if it is
     * surely more than {@code least}: a logarithm costs as much as all the rest of a candidate.
     */
    double draw(RoutedChannel channel, double weight, double least) {
        if (weight <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        long bits = Spread.mix(mixed ^ channel.id().value().hashCode() * GOLDEN);
        // In (0, 1]: the logarithm of 0 would win for any weight.
        double even = ((bits >>> 11) + 1) * UNIT;
        // −log(x) is never below 1 − x.
        return 1 - even > least * weight ? Double.POSITIVE_INFINITY : -Math.log(even) / weight;
    }
}
