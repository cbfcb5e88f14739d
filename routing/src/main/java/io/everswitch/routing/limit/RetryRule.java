package io.everswitch.routing.limit;

import java.util.Set;

/**
 * What a card scheme allows a merchant to try again with a card that was declined. Immutable.
 *
 * @param brand as in {@code CardMeans.brand}
 * @param declinesMax declines of one card at one merchant within {@link #DAYS} days, after which nothing is sent, 1 …
 *     {@value #DECLINES_MAX}
 * @param neverCodes codes after one of which the same card is not sent again for {@link #DAYS} days
 */
public record RetryRule(String brand, int declinesMax, Set<String> neverCodes) {
    /** The window of the schemes' rules. */
    public static final int DAYS = 30;

    /** Above what any scheme allows: Visa 15, Mastercard 35. */
    public static final int DECLINES_MAX = 50;

    public RetryRule {
        neverCodes = Set.copyOf(neverCodes);
        if (declinesMax < 1 || declinesMax > DECLINES_MAX) {
            throw new IllegalArgumentException("declinesMax must be 1 … " + DECLINES_MAX);
        }
    }
}
