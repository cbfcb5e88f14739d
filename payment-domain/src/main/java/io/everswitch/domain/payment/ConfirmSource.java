package io.everswitch.domain.payment;

/** Who confirmed. After a decline the payer at the cashier may choose again; a merchant's own confirm ends the payment. */
public enum ConfirmSource {
    MERCHANT_API,
    CASHIER
}
