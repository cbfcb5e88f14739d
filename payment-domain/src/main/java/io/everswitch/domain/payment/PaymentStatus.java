package io.everswitch.domain.payment;

/**
 * The status that merchants see. One-way: {@link PaymentTransitions} is the only table of what may follow what.
 * {@link #code} is the word in the merchant API.
 */
public enum PaymentStatus {
    REQUIRES_PAYMENT_METHOD("requires_payment_method"),
    /** An attempt is running, or its outcome is unknown. */
    PROCESSING("processing"),
    /** The payer must act: after a decline on the cashier page, choose again. */
    REQUIRES_ACTION("requires_action"),
    SUCCEEDED("succeeded"),
    FAILED("failed"),
    CANCELED("canceled"),
    EXPIRED("expired");

    private final String code;

    PaymentStatus(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public boolean isFinal() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELED, EXPIRED -> true;
            case REQUIRES_PAYMENT_METHOD, PROCESSING, REQUIRES_ACTION -> false;
        };
    }
}
