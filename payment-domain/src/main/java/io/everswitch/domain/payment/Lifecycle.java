package io.everswitch.domain.payment;

import org.jspecify.annotations.Nullable;

/** Creation, the ways to an end, and the one method that changes a status. Stateless. */
final class Lifecycle {
    private Lifecycle() {}

    static @Nullable Refusal create(@Nullable Payment existing, Draft draft, PaymentCommand.Create c) {
        if (existing != null) {
            boolean same = existing.merchant().equals(c.merchant())
                    && existing.merchantOrderId().equals(c.merchantOrderId())
                    && existing.contentHash().equals(c.contentHash());
            return same ? null : Refusal.ORDER_CONFLICT;
        }
        draft.add(new PaymentFact.Created(
                c.paymentId(),
                c.merchant(),
                c.merchantOrderId(),
                c.amount(),
                c.description(),
                c.notifyUrl(),
                c.returnUrl(),
                c.metadata(),
                c.shadow(),
                c.contentHash(),
                draft.now().plus(c.expiresIn()),
                draft.now()));
        return null;
    }

    static @Nullable Refusal cancel(Draft draft) {
        Payment payment = draft.payment();
        if (payment.status() == PaymentStatus.CANCELED) {
            return null;
        }
        Refusal refusal = refusalOfUse(draft);
        if (refusal == null) {
            move(draft, PaymentStatus.CANCELED, "canceled by the merchant");
        }
        return refusal;
    }

    /** Why a payment can be neither confirmed nor canceled now; null if it can. */
    static @Nullable Refusal refusalOfUse(Draft draft) {
        Payment payment = draft.payment();
        return switch (payment.status()) {
            case SUCCEEDED -> Refusal.ALREADY_SUCCEEDED;
            case FAILED -> Refusal.ALREADY_FAILED;
            case CANCELED -> Refusal.ALREADY_CANCELED;
            case EXPIRED -> Refusal.ALREADY_EXPIRED;
            case PROCESSING -> Refusal.ATTEMPT_RUNNING;
            case REQUIRES_PAYMENT_METHOD, REQUIRES_ACTION ->
                // The tick that says so may be late; the time counts, not the tick.
                PaymentDue.isDue(payment.expiresAt(), draft.now()) ? Refusal.ALREADY_EXPIRED : null;
        };
    }

    static @Nullable Refusal review(Draft draft, PaymentCommand.Review c) {
        if (!draft.payment().isException()) {
            return Refusal.NOTHING_TO_REVIEW;
        }
        draft.add(new PaymentFact.ContradictionsReviewed(c.operator(), Texts.bounded(c.reason()), draft.now()));
        return null;
    }

    static void expireIfDue(Draft draft) {
        Payment payment = draft.payment();
        if (PaymentDue.mayExpire(payment) && PaymentDue.isDue(payment.expiresAt(), draft.now())) {
            move(draft, PaymentStatus.EXPIRED, "not paid in time");
        }
    }

    /** Nothing more is tried for this confirmation: at the cashier the payer may choose again, else it has failed. */
    static void endUnpaid(Draft draft, String reason) {
        Payment payment = draft.payment();
        if (payment.status() != PaymentStatus.PROCESSING) {
            return;
        }
        boolean mayChooseAgain = payment.source() == ConfirmSource.CASHIER
                && payment.confirms() < draft.policy().confirmsMax();
        move(draft, mayChooseAgain ? PaymentStatus.REQUIRES_ACTION : PaymentStatus.FAILED, reason);
    }

    /** Every status change of every rule: a final one is always told to the merchant (M6). */
    static void move(Draft draft, PaymentStatus status, String reason) {
        draft.add(new PaymentFact.StatusChanged(status, reason, draft.now()));
        if (status.isFinal()) {
            Notifications.owe(draft, "payment." + status.code(), 0);
        }
    }
}
