package io.everswitch.domain.means;

import org.jspecify.annotations.Nullable;

/**
 * A card. The CVC is not part of it: it lives in memory only, beside the running attempt.
 *
 * @param number the card number, sealed
 * @param brand visa, mastercard, unionpay, jcb, amex or other
 * @param last4 the last four digits
 * @param expMonth 1 … 12
 * @param expYear four digits
 * @param fingerprint the same short name for the same number, which tells nothing of it; null in facts of before there was one
 */
public record CardMeans(
        Sealed number,
        String brand,
        String last4,
        int expMonth,
        int expYear,
        @Nullable String fingerprint) implements Means {
    /** Of which nothing more is known. */
    public CardMeans(Sealed number, String brand, String last4, int expMonth, int expYear) {
        this(number, brand, last4, expMonth, expYear, null);
    }

    @Override
    public MeansKind kind() {
        return MeansKind.CARD;
    }

    @Override
    public String masked() {
        return brand + " •••• " + last4;
    }
}
