package io.everswitch.domain.payment;

import io.everswitch.domain.id.RefundId;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.WireIds;
import org.jspecify.annotations.Nullable;

/** Giving back: what merchants ask for, never more than was captured (M7), and what we owe for surplus approvals (M2). */
final class Refunds {
    /** Two digits of {@link RefundId}; the policy's bound for merchants leaves room for surplus refunds. */
    private static final int ORDINAL_MAX = 99;

    private Refunds() {}

    static @Nullable Refusal refund(Draft draft, PaymentCommand.Refund c) {
        Payment payment = draft.payment();
        if (c.merchantRefundId().isEmpty()) {
            // The empty id marks our own surplus refunds, which do not count against the captured amount.
            return Refusal.REFUND_CONFLICT;
        }
        Refund same = find(payment, c.merchantRefundId());
        if (same != null) {
            return same.amount().equals(c.amount()) ? null : Refusal.REFUND_CONFLICT;
        }
        Attempt paying = payment.payingAttempt();
        if (payment.status() != PaymentStatus.SUCCEEDED || paying == null) {
            return Refusal.NOT_SUCCEEDED;
        }
        Refusal refusal = refusalOfAmount(payment, c);
        if (refusal != null) {
            return refusal;
        }
        if (merchantRefunds(payment) >= draft.policy().refundsMax()
                || payment.refunds().size() >= ORDINAL_MAX) {
            return Refusal.TOO_MANY_REFUNDS;
        }
        WireIds ids = allocate(draft, paying);
        if (ids == null) {
            return Refusal.CHANNEL_MISSING;
        }
        draft.add(new PaymentFact.RefundOwed(
                payment.refunds().size() + 1,
                paying.ordinal(),
                c.merchantRefundId(),
                c.amount(),
                c.reason(),
                ids,
                draft.nextTryAfter(paying.channel(), 1),
                draft.now()));
        return null;
    }

    private static @Nullable Refusal refusalOfAmount(Payment payment, PaymentCommand.Refund c) {
        if (!c.amount().currency().equals(payment.amount().currency())) {
            return Refusal.CURRENCY_MISMATCH;
        }
        if (c.amount().isZero()) {
            return Refusal.AMOUNT_ZERO;
        }
        // In plain numbers: a sum above what Money can hold is a refusal, not an exception.
        long promised =
                payment.refundedAmount().minor() + payment.pendingRefundAmount().minor();
        return promised + c.amount().minor() > payment.capturedAmount().minor() ? Refusal.REFUND_TOO_LARGE : null;
    }

    /** The refund that a surplus approval turns into; null if its ids cannot be had, so that reversals must go on. */
    static PaymentFact.@Nullable RefundOwed surplus(Draft draft, Attempt attempt) {
        int ordinal = draft.payment().refunds().size() + 1;
        WireIds ids = ordinal > ORDINAL_MAX ? null : allocate(draft, attempt);
        return ids == null
                ? null
                : new PaymentFact.RefundOwed(
                        ordinal,
                        attempt.ordinal(),
                        "",
                        attempt.takenAmount(),
                        "the bank took what the payment does not claim",
                        ids,
                        draft.nextTryAfter(attempt.channel(), 1),
                        draft.now());
    }

    static void tryAgain(Draft draft, Refund refund) {
        int tries = refund.tries() + 1;
        draft.add(new PaymentFact.RefundTried(
                refund.ordinal(),
                tries,
                draft.nextTryAfter(draft.attempt(refund.attempt()).channel(), tries),
                draft.now()));
    }

    static @Nullable Refusal answered(Draft draft, PaymentCommand.RefundAnswered c) {
        if (c.refund() < 1 || c.refund() > draft.payment().refunds().size()) {
            return Refusal.NOT_FOUND;
        }
        Refund refund = draft.payment().refund(c.refund());
        RefundAnswer answer = c.answer();
        switch (answer.kind()) {
            case DONE -> done(draft, refund, answer);
            case REFUSED -> refused(draft, refund, answer);
            case NO_ANSWER -> {
                // The next try has its time already.
            }
        }
        return null;
    }

    private static void done(Draft draft, Refund refund, RefundAnswer answer) {
        if (refund.status() == Refund.Status.SUCCEEDED) {
            return;
        }
        if (refund.status() == Refund.Status.FAILED) {
            draft.contradict(refund.attempt(), "refund " + refund.ordinal() + " done after it was refused");
        }
        conclude(draft, refund, true, answer);
        Notifications.owe(
                draft, refund.isSurplus() ? "payment.surplus_refunded" : "refund.succeeded", refund.ordinal());
    }

    private static void refused(Draft draft, Refund refund, RefundAnswer answer) {
        if (refund.status() == Refund.Status.SUCCEEDED) {
            draft.contradict(refund.attempt(), "refund " + refund.ordinal() + " refused after it was done");
        } else if (refund.status() == Refund.Status.PENDING && refund.isSurplus()) {
            // It is not the bank's to decide whether the payer gets it back: it stays owed, and people see it.
            draft.contradict(refund.attempt(), "neither reversed nor refunded (" + answer.rawCode() + ")");
        } else if (refund.status() == Refund.Status.PENDING) {
            conclude(draft, refund, false, answer);
            Notifications.owe(draft, "refund.failed", refund.ordinal());
        }
    }

    private static void conclude(Draft draft, Refund refund, boolean succeeded, RefundAnswer answer) {
        draft.add(new PaymentFact.RefundConcluded(
                refund.ordinal(), succeeded, answer.rawCode(), answer.bankReference(), draft.now()));
    }

    private static @Nullable WireIds allocate(Draft draft, Attempt attempt) {
        ChannelPort channel = draft.channel(attempt.channel());
        RefundId id =
                new RefundId(draft.payment().id(), draft.payment().refunds().size() + 1);
        return channel == null ? null : channel.allocate(WireReference.of(id).value(), draft.now());
    }

    private static @Nullable Refund find(Payment payment, String merchantRefundId) {
        for (Refund refund : payment.refunds()) {
            if (!refund.isSurplus() && refund.merchantRefundId().equals(merchantRefundId)) {
                return refund;
            }
        }
        return null;
    }

    private static int merchantRefunds(Payment payment) {
        int count = 0;
        for (Refund refund : payment.refunds()) {
            count += refund.isSurplus() ? 0 : 1;
        }
        return count;
    }
}
