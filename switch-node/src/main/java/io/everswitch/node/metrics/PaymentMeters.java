package io.everswitch.node.metrics;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.Notification;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.payment.Refund;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the figures of payments off their facts. Shown every fact once, after it is durable and never on recovery.
 * Thread-safe; nanoseconds per fact.
 */
public final class PaymentMeters {
    private static final ObligationKind[] KINDS = ObligationKind.values();

    private final Metrics metrics;

    PaymentMeters(Metrics metrics) {
        this.metrics = metrics;
    }

    /** @param before null before the first fact */
    public void factDurable(@Nullable Payment before, Payment after, PaymentFact fact) {
        if (fact instanceof PaymentFact.Created) {
            metrics.paymentStatus(after.status());
        } else if (fact instanceof PaymentFact.StatusChanged changed) {
            metrics.paymentStatus(changed.status());
            confirmedToFinal(after, changed);
        } else if (fact instanceof PaymentFact.AttemptConcluded concluded) {
            concluded(before, after, concluded);
        } else if (fact instanceof PaymentFact.ContradictionRecorded recorded) {
            metrics.bankContradiction(after.attempt(recorded.attempt()).channel());
        }
        obligations(before, after);
    }

    /** An actor has recovered the payment: what it owes is owed on this node now. */
    public void taken(Payment payment) {
        for (ObligationKind kind : KINDS) {
            metrics.obligationsTaken(kind, open(payment, kind));
        }
    }

    /** The payment's actor stops: what is still owed is another's now, or a later actor's. */
    public void left(Payment payment) {
        for (ObligationKind kind : KINDS) {
            metrics.obligationsTaken(kind, -open(payment, kind));
        }
    }

    private void concluded(@Nullable Payment before, Payment after, PaymentFact.AttemptConcluded fact) {
        Attempt attempt = after.attempt(fact.attempt());
        ChannelId channel = attempt.channel();
        Outcome earlier = before == null || before.attempts().size() < fact.attempt()
                ? null
                : before.attempt(fact.attempt()).outcome();
        Duration took = Duration.between(attempt.createdAt(), fact.at());
        if (earlier != null) {
            metrics.attemptResolved(channel, fact.outcome(), took);
        } else {
            metrics.attemptConcluded(channel, fact.outcome());
            // Only what the bank itself said tells how fast the bank is.
            if (fact.evidence() == Evidence.ANSWER || fact.evidence() == Evidence.CALLBACK) {
                metrics.attemptAnswered(channel, took);
            }
        }
    }

    private void confirmedToFinal(Payment after, PaymentFact.StatusChanged fact) {
        boolean paidOrNot = fact.status() == PaymentStatus.SUCCEEDED || fact.status() == PaymentStatus.FAILED;
        int first = after.firstAttemptOfConfirm();
        if (paidOrNot && first > 0 && first <= after.attempts().size()) {
            // The first attempt is journaled with the confirmation.
            metrics.confirmedToFinal(Duration.between(after.attempt(first).createdAt(), fact.at()));
        }
    }

    private void obligations(@Nullable Payment before, Payment after) {
        for (ObligationKind kind : KINDS) {
            int more = open(after, kind) - (before == null ? 0 : open(before, kind));
            for (int i = 0; i < more; i++) {
                metrics.obligationOpened(kind);
            }
            for (int i = 0; i > more; i--) {
                metrics.obligationClosed(kind);
            }
        }
    }

    private static int open(Payment payment, ObligationKind kind) {
        int count = 0;
        switch (kind) {
            case QUERY -> {
                for (Attempt attempt : payment.attempts()) {
                    count += attempt.isUnknown() && !attempt.isReversalPending() ? 1 : 0;
                }
            }
            case REVERSAL -> {
                for (Attempt attempt : payment.attempts()) {
                    count += attempt.isReversalPending() ? 1 : 0;
                }
            }
            case REFUND -> {
                for (Refund refund : payment.refunds()) {
                    count += refund.status() == Refund.Status.PENDING ? 1 : 0;
                }
            }
            case NOTIFICATION -> {
                for (Notification notification : payment.notifications()) {
                    count += notification.state() == Notification.State.OWED ? 1 : 0;
                }
            }
        }
        return count;
    }
}
