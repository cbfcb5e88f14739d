package io.everswitch.domain.means;

/**
 * A card. The CVC is not part of it: it lives in memory only, beside the running attempt.
 *
 * @param number the card number, sealed
 * @param brand visa, mastercard, unionpay, jcb, amex or other
 * @param last4 the last four digits
 * @param expMonth 1 … 12
 * @param expYear four digits
 */
public record CardMeans(Sealed number, String brand, String last4, int expMonth, int expYear) implements Means {
    @Override
    public MeansKind kind() {
        return MeansKind.CARD;
    }

    @Override
    public String masked() {
        return brand + " •••• " + last4;
    }
}
