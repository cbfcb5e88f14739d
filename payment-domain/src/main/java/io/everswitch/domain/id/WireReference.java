package io.everswitch.domain.id;

/**
 * The reference under which a bank knows an attempt or a refund: 29 characters of A–Z 0–9, short enough for every protocol
 * that we speak. A bank's answer carries it back, and it names the payment, so no index is needed to find the owner.
 *
 * @param kind what the reference stands for
 * @param ordinal 1 … 99
 */
public record WireReference(Kind kind, PaymentId paymentId, int ordinal) {
    public WireReference {
        if (ordinal < 1 || ordinal > 99) {
            throw new IllegalArgumentException("ordinal must be 1 … 99: " + ordinal);
        }
    }

    /** What a reference stands for; the first character on the wire. */
    public enum Kind {
        ATTEMPT('A'),
        REFUND('R');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    public static WireReference of(AttemptId id) {
        return new WireReference(Kind.ATTEMPT, id.paymentId(), id.ordinal());
    }

    public static WireReference of(RefundId id) {
        return new WireReference(Kind.REFUND, id.paymentId(), id.ordinal());
    }

    /** @throws IllegalArgumentException if no reference of ours looks like that */
    public static WireReference parse(String text) {
        if (text.length() != 29) {
            throw new IllegalArgumentException("reference must have 29 characters");
        }
        for (Kind kind : Kind.values()) {
            if (text.charAt(0) == kind.letter) {
                WireReference reference = new WireReference(
                        kind, PaymentId.ofBody(text.substring(1, 27)), Integer.parseInt(text.substring(27)));
                if (!reference.value().equals(text)) {
                    throw new IllegalArgumentException("reference must end in two digits");
                }
                return reference;
            }
        }
        throw new IllegalArgumentException("reference must begin with A or R");
    }

    public String value() {
        return kind.letter + paymentId.body() + (ordinal < 10 ? "0" : "") + ordinal;
    }

    @Override
    public String toString() {
        return value();
    }
}
