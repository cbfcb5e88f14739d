package io.everswitch.domain.id;

/**
 * A refund of a payment: the payment's id and an ordinal, so that whoever holds it finds the payment without an index. The text is
 * {@code re_}, the payment's 26 characters, {@code _}, the ordinal.
 *
 * @param ordinal 1 … 99, in the order in which they were made
 */
public record RefundId(PaymentId paymentId, int ordinal) {
    private static final String PREFIX = "re_";

    public RefundId {
        if (ordinal < 1 || ordinal > 99) {
            throw new IllegalArgumentException("refund ordinal must be 1 … 99: " + ordinal);
        }
    }

    /** @throws IllegalArgumentException if the text is not a refund id */
    public static RefundId parse(String text) {
        int end = PREFIX.length() + 26;
        if (!text.startsWith(PREFIX) || text.length() < end + 2 || text.length() > end + 3 || text.charAt(end) != '_') {
            throw new IllegalArgumentException("refund id must be re_, 26 characters of base 32, _ and a number");
        }
        RefundId id = new RefundId(
                PaymentId.ofBody(text.substring(PREFIX.length(), end)), Integer.parseInt(text.substring(end + 1)));
        // One thing, one name: "_01" and "_+1" are not other names of "_1".
        if (!id.value().equals(text)) {
            throw new IllegalArgumentException("refund id must end in a plain number");
        }
        return id;
    }

    public String value() {
        return PREFIX + paymentId.body() + '_' + ordinal;
    }

    @Override
    public String toString() {
        return value();
    }
}
