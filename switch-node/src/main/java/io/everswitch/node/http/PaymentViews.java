package io.everswitch.node.http;

import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.payment.Refund;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the world outside is told of a payment, derived from its state in one place. Pure. */
final class PaymentViews {
    private PaymentViews() {}

    /** {@code unknown} while a bank may or may not have done an attempt, {@code known} once final, else {@code pending}. */
    static String outcome(Payment payment) {
        for (Attempt attempt : payment.attempts()) {
            if (attempt.outcome() == Outcome.UNKNOWN && attempt.reversal() != Attempt.Reversal.DONE) {
                return "unknown";
            }
        }
        return payment.status().isFinal() ? "known" : "pending";
    }

    static String outcome(Attempt attempt) {
        Outcome outcome = attempt.outcome();
        if (outcome != null) {
            return outcome.name().toLowerCase(Locale.ROOT);
        }
        return attempt.phase() == Attempt.Phase.ACCEPTED ? "accepted" : "in_flight";
    }

    static String attemptId(Payment payment, Attempt attempt) {
        return "att_" + payment.id().body() + '_' + attempt.ordinal();
    }

    /** What the merchant gave back for good. A surplus that we owe by ourselves (M2) was never part of the payment. */
    static long refundedAmount(Payment payment) {
        long sum = 0;
        for (Refund refund : payment.refunds()) {
            if (refund.status() == Refund.Status.SUCCEEDED && !refund.isSurplus()) {
                sum += refund.amount().minor();
            }
        }
        return sum;
    }

    static @Nullable Instant nextCheckAt(Payment payment) {
        Instant next = null;
        for (Attempt attempt : payment.attempts()) {
            Instant at = attempt.nextTryAt();
            if (at != null && attempt.isOpen() && (next == null || at.isBefore(next))) {
                next = at;
            }
        }
        return next;
    }

    /** Whether the payer's money was taken for this payment, as far as anybody knows. */
    static ChargeState chargeState(@Nullable Payment payment) {
        if (payment == null) {
            return ChargeState.NONE;
        }
        boolean open = false;
        for (Attempt attempt : payment.attempts()) {
            if (attempt.isCharged()) {
                return ChargeState.DONE;
            }
            open |= attempt.isOpen();
        }
        return open ? ChargeState.POSSIBLE : ChargeState.NONE;
    }

    /** Whether a payer at the cashier may choose a means of payment now. */
    static boolean canPay(Payment payment, Instant now) {
        boolean waits = payment.status() == PaymentStatus.REQUIRES_PAYMENT_METHOD
                || payment.status() == PaymentStatus.REQUIRES_ACTION;
        return waits && now.isBefore(payment.expiresAt());
    }
}
