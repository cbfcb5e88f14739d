package io.everswitch.node.entity;

import io.everswitch.domain.payment.Payment;
import java.util.List;

/**
 * A part of a merchant's payments, newest first and without gaps. Immutable.
 *
 * @param archiveAway whether it ends early, where the archive would have to go on and cannot be asked now
 */
public record PaymentPage(List<Payment> payments, boolean archiveAway) {
    public PaymentPage {
        payments = List.copyOf(payments);
    }
}
