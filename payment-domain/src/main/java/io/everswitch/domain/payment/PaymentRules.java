package io.everswitch.domain.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a payment: pure, total, no clock, no chance, no I/O. The actor around it only persists the facts of one
 * decision together, answers after they are durable, and carries out the {@link #effects}. Stateless and thread-safe.
 */
public final class PaymentRules {
    private PaymentRules() {}

    /** What a command does to a payment. {@code payment} is null before it was created. Never throws for bad input. */
    public static Decision decide(@Nullable Payment payment, PaymentCommand command, Surroundings around) {
        Draft draft = new Draft(payment, around);
        Refusal refusal;
        if (command instanceof PaymentCommand.Create c) {
            refusal = Lifecycle.create(payment, draft, c);
        } else if (payment == null) {
            refusal = Refusal.NOT_FOUND;
        } else {
            refusal = change(draft, command);
        }
        return refusal == null ? draft.decision() : Decision.refuse(refusal);
    }

    private static @Nullable Refusal change(Draft draft, PaymentCommand command) {
        if (command instanceof PaymentCommand.Confirm c) {
            return Confirmations.confirm(draft, c);
        } else if (command instanceof PaymentCommand.AttemptAnswered c) {
            return BankWords.attemptAnswered(draft, c);
        } else if (command instanceof PaymentCommand.QueryAnswered c) {
            return BankWords.queryAnswered(draft, c);
        } else if (command instanceof PaymentCommand.ReversalAnswered c) {
            return Reversals.answered(draft, c);
        } else if (command instanceof PaymentCommand.RefundAnswered c) {
            return Refunds.answered(draft, c);
        } else if (command instanceof PaymentCommand.NotificationAnswered c) {
            return Notifications.answered(draft, c);
        } else if (command instanceof PaymentCommand.Tick) {
            return Timers.tick(draft);
        } else if (command instanceof PaymentCommand.Recovered) {
            return Timers.recovered(draft);
        } else if (command instanceof PaymentCommand.Refund c) {
            return Refunds.refund(draft, c);
        } else if (command instanceof PaymentCommand.Cancel) {
            return Lifecycle.cancel(draft);
        } else if (command instanceof PaymentCommand.Resolve c) {
            return BankWords.resolve(draft, c);
        } else if (command instanceof PaymentCommand.Review c) {
            return Lifecycle.review(draft, c);
        } else if (command instanceof PaymentCommand.Redeliver c) {
            return Notifications.redeliver(draft, c);
        }
        throw new IllegalStateException("no rule for " + command.getClass().getSimpleName());
    }

    /** The payment after one more fact. {@code payment} is null only for {@link PaymentFact.Created}. */
    public static Payment apply(@Nullable Payment payment, PaymentFact fact) {
        return PaymentApply.apply(payment, fact);
    }

    /** What must be done now that these facts are durable, in this order. Not on recovery. */
    public static List<Effect> effects(List<PaymentFact> facts) {
        List<Effect> effects = new ArrayList<>();
        for (PaymentFact fact : facts) {
            Effect effect = effect(fact);
            if (effect != null) {
                effects.add(effect);
            }
        }
        return effects;
    }

    private static @Nullable Effect effect(PaymentFact fact) {
        if (fact instanceof PaymentFact.AttemptStarted f) {
            return new Effect.SendAttempt(f.attempt());
        } else if (fact instanceof PaymentFact.QueryTried f) {
            return new Effect.QueryAttempt(f.attempt());
        } else if (fact instanceof PaymentFact.ReversalOwed f) {
            return new Effect.ReverseAttempt(f.attempt());
        } else if (fact instanceof PaymentFact.ReversalTried f) {
            return new Effect.ReverseAttempt(f.attempt());
        } else if (fact instanceof PaymentFact.RefundOwed f) {
            return new Effect.SendRefund(f.refund());
        } else if (fact instanceof PaymentFact.RefundTried f) {
            return new Effect.SendRefund(f.refund());
        } else if (fact instanceof PaymentFact.NotificationOwed f) {
            return new Effect.Notify(f.sequence());
        } else if (fact instanceof PaymentFact.NotificationTried f) {
            return new Effect.Notify(f.sequence());
        }
        return null;
    }

    /** When the payment must be looked at next: the earliest of all its obligations and its expiry; null if none. */
    public static @Nullable Instant nextDueAt(Payment payment) {
        return PaymentDue.next(payment);
    }
}
