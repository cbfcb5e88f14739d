package io.everswitch.node.entity;

import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.Refusal;
import org.jspecify.annotations.Nullable;

/** The forms of {@link PaymentReply}. */
final class Replies {
    private Replies() {}

    /** The payment, unchanged; NOT_FOUND if there is none. */
    static PaymentReply asItIs(@Nullable Payment payment) {
        return payment == null ? refused(null, Refusal.NOT_FOUND) : new PaymentReply(payment, null, false);
    }

    static PaymentReply changed(Payment payment) {
        return new PaymentReply(payment, null, true);
    }

    static PaymentReply refused(@Nullable Payment payment, Refusal refusal) {
        return new PaymentReply(payment, refusal, false);
    }

    /** The journal did not take the facts. */
    static PaymentReply unavailable(boolean nothingDone) {
        return new PaymentReply(null, null, false, new PaymentReply.Unavailable(nothingDone));
    }
}
