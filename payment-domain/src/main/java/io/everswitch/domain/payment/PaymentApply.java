package io.everswitch.domain.payment;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state after one more fact. Stateless. A fact is never questioned here, it has happened; only a fact that no rule can
 * have made (a broken journal) throws.
 */
final class PaymentApply {
    private PaymentApply() {}

    static Payment apply(@Nullable Payment before, PaymentFact fact) {
        if (fact instanceof PaymentFact.Created f) {
            return created(f);
        }
        Payment payment = Objects.requireNonNull(before, "the first fact of a payment must be Created");
        PaymentBuilder next = new PaymentBuilder(payment);
        if (fact instanceof PaymentFact.Confirmed f) {
            confirmed(next, f);
        } else if (fact instanceof PaymentFact.StatusChanged f) {
            next.status = PaymentTransitions.move(payment.status(), f.status());
            next.statusReason = f.reason();
            next.statusAt = f.at();
        } else if (fact instanceof PaymentFact.ContradictionsReviewed f) {
            next.reviewed(f.operator());
        } else if (fact instanceof PaymentFact.AttemptStarted f) {
            started(next, f);
        } else if (!attempt(payment, next, fact) && !refund(payment, next, fact)) {
            notification(payment, next, fact);
        }
        return next.build();
    }

    private static Payment created(PaymentFact.Created f) {
        return new Payment(
                f.paymentId(),
                f.merchant(),
                f.merchantOrderId(),
                f.amount(),
                f.description(),
                f.notifyUrl(),
                f.returnUrl(),
                f.metadata(),
                f.shadow(),
                f.contentHash(),
                f.at(),
                f.expiresAt(),
                PaymentStatus.REQUIRES_PAYMENT_METHOD,
                "",
                f.at(),
                null,
                null,
                0,
                Set.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static void confirmed(PaymentBuilder next, PaymentFact.Confirmed f) {
        next.means = f.means();
        next.source = f.source();
        next.confirms++;
        next.confirmKey(f.idempotencyKey());
        next.firstAttemptOfConfirm = 0;
    }

    private static void started(PaymentBuilder next, PaymentFact.AttemptStarted f) {
        if (next.firstAttemptOfConfirm == 0) {
            next.firstAttemptOfConfirm = f.attempt();
        }
        next.put(new Attempt(
                f.attempt(),
                f.channel(),
                f.ids(),
                f.amount(),
                Objects.requireNonNull(next.means, "an attempt needs a confirmation"),
                f.sendBy(),
                f.reasons(),
                Attempt.Phase.IN_FLIGHT,
                null,
                null,
                "",
                "",
                null,
                "",
                Attempt.Reversal.NONE,
                0,
                null,
                f.answerBy(),
                f.at(),
                f.grounds()));
    }

    /** All facts about an attempt that exists; false if this is none of them. */
    private static boolean attempt(Payment payment, PaymentBuilder next, PaymentFact fact) {
        if (fact instanceof PaymentFact.AttemptAccepted f) {
            AttemptBuilder a = new AttemptBuilder(payment.attempt(f.attempt()));
            a.phase = Attempt.Phase.ACCEPTED;
            a.bankReference = f.bankReference();
            a.nextTryAt = f.callbackBy();
            next.put(a.build());
        } else if (fact instanceof PaymentFact.AttemptConcluded f) {
            next.put(concluded(payment.attempt(f.attempt()), f));
        } else if (fact instanceof PaymentFact.QueryTried f) {
            AttemptBuilder a = new AttemptBuilder(payment.attempt(f.attempt()));
            a.tries = f.tries();
            a.triedAt = f.at();
            a.nextTryAt = f.nextTryAt();
            next.put(a.build());
        } else if (fact instanceof PaymentFact.ContradictionRecorded f) {
            AttemptBuilder a = new AttemptBuilder(payment.attempt(f.attempt()));
            a.detail = f.what();
            next.put(a.build());
            next.add(new Contradiction(f.attempt(), f.what(), f.at(), ""));
        } else {
            return reversal(payment, next, fact);
        }
        return true;
    }

    private static Attempt concluded(Attempt before, PaymentFact.AttemptConcluded f) {
        AttemptBuilder a = new AttemptBuilder(before);
        a.phase = Attempt.Phase.CONCLUDED;
        a.outcome = f.outcome();
        a.evidence = f.evidence();
        a.rawCode = f.rawCode();
        if (!f.bankReference().isEmpty()) {
            a.bankReference = f.bankReference();
        }
        a.approvedAmount = f.amount();
        a.detail = f.detail();
        // A reversal has its own schedule, and an outcome does not end it.
        if (before.reversal() != Attempt.Reversal.OWED) {
            a.nextTryAt = f.nextTryAt();
        }
        return a.build();
    }

    private static boolean reversal(Payment payment, PaymentBuilder next, PaymentFact fact) {
        AttemptBuilder a;
        if (fact instanceof PaymentFact.ReversalOwed f) {
            a = new AttemptBuilder(payment.attempt(f.attempt()));
            a.reversal = Attempt.Reversal.OWED;
            a.tries = 1;
            a.triedAt = f.at();
            a.nextTryAt = f.nextTryAt();
        } else if (fact instanceof PaymentFact.ReversalTried f) {
            a = new AttemptBuilder(payment.attempt(f.attempt()));
            a.tries = f.tries();
            a.triedAt = f.at();
            a.nextTryAt = f.nextTryAt();
        } else if (fact instanceof PaymentFact.ReversalAcknowledged f) {
            a = new AttemptBuilder(payment.attempt(f.attempt()));
            a.reversal = Attempt.Reversal.DONE;
            a.nextTryAt = null;
        } else if (fact instanceof PaymentFact.ReversalRefused f) {
            Attempt before = payment.attempt(f.attempt());
            a = new AttemptBuilder(before);
            a.reversal = Attempt.Reversal.REFUSED;
            // An approval that stays is refunded; an unknown one can only be reversed, so that goes on.
            a.nextTryAt = before.isUnknown() ? before.nextTryAt() : null;
        } else {
            return false;
        }
        next.put(a.build());
        return true;
    }

    private static boolean refund(Payment payment, PaymentBuilder next, PaymentFact fact) {
        if (fact instanceof PaymentFact.RefundOwed f) {
            next.put(new Refund(
                    f.refund(),
                    f.attempt(),
                    f.merchantRefundId(),
                    f.amount(),
                    f.reason(),
                    f.ids(),
                    Refund.Status.PENDING,
                    "",
                    "",
                    1,
                    f.nextTryAt(),
                    f.at()));
        } else if (fact instanceof PaymentFact.RefundTried f) {
            next.put(payment.refund(f.refund()).tried(f.tries(), f.nextTryAt()));
        } else if (fact instanceof PaymentFact.RefundConcluded f) {
            next.put(payment.refund(f.refund()).concluded(f));
        } else {
            return false;
        }
        return true;
    }

    private static void notification(Payment payment, PaymentBuilder next, PaymentFact fact) {
        if (fact instanceof PaymentFact.NotificationOwed f) {
            next.put(new Notification(
                    f.sequence(), f.type(), f.refund(), Notification.State.OWED, 1, f.nextTryAt(), f.at()));
        } else if (fact instanceof PaymentFact.NotificationTried f) {
            next.put(payment.notification(f.sequence()).owed(f.tries(), f.nextTryAt()));
        } else if (fact instanceof PaymentFact.NotificationFailed f) {
            Notification before = payment.notification(f.sequence());
            next.put(before.owed(before.tries(), f.nextTryAt()));
        } else if (fact instanceof PaymentFact.NotificationDelivered f) {
            next.put(payment.notification(f.sequence()).ended(Notification.State.DELIVERED));
        } else if (fact instanceof PaymentFact.NotificationGivenUp f) {
            next.put(payment.notification(f.sequence()).ended(Notification.State.GIVEN_UP));
        } else {
            throw new IllegalStateException("no rule for " + fact.getClass().getSimpleName());
        }
    }
}
