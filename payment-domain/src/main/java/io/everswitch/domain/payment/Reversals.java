package io.everswitch.domain.payment;

import io.everswitch.domain.port.ReversalAnswer;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Undoing attempts: owed once, repeated until the bank says something that counts. Stateless. */
final class Reversals {
    /** How banks say "there is no such attempt to undo" (docs/bank-protocols.md). */
    private static final Set<String> NOT_FOUND = Set.of("25", "not_found");

    /** The last step of any ladder. */
    private static final int LAST_STEP = Integer.MAX_VALUE;

    private Reversals() {}

    static boolean isNotFound(String rawCode) {
        return NOT_FOUND.contains(rawCode);
    }

    static void owe(Draft draft, Attempt attempt, String reason) {
        draft.add(new PaymentFact.ReversalOwed(
                attempt.ordinal(), Texts.bounded(reason), draft.nextTryAfter(attempt.channel(), 1), draft.now()));
    }

    static void tryAgain(Draft draft, Attempt attempt) {
        int tries = attempt.tries() + 1;
        boolean refused = attempt.reversal() == Attempt.Reversal.REFUSED;
        Instant next = draft.nextTryAfter(attempt.channel(), refused ? LAST_STEP : tries);
        draft.add(new PaymentFact.ReversalTried(attempt.ordinal(), tries, next, draft.now()));
    }

    static @Nullable Refusal answered(Draft draft, PaymentCommand.ReversalAnswered c) {
        if (BankWords.isMissing(draft, c.attempt())) {
            return Refusal.NOT_FOUND;
        }
        Attempt attempt = draft.attempt(c.attempt());
        ReversalAnswer answer = c.answer();
        switch (answer.kind()) {
            case ACKNOWLEDGED -> acknowledged(draft, attempt, answer.rawCode());
            case REFUSED -> refused(draft, attempt, answer.rawCode());
            case NO_ANSWER -> {
                // The next try has its time already.
            }
        }
        return null;
    }

    /** A query says that the bank has undone it. */
    static void reversedByBank(Draft draft, Attempt attempt, String rawCode) {
        if (attempt.isReversalPending() || attempt.isOpen()) {
            undone(draft, attempt, rawCode);
        } else if (attempt.isPaying()) {
            draft.contradict(attempt.ordinal(), "reversed by the bank (" + rawCode + ") after an approval");
        }
    }

    /** The operator has seen that nothing is charged: that ends the debt as well. */
    static void closedByOperator(Draft draft, Attempt attempt, Finding f) {
        draft.add(new PaymentFact.ReversalAcknowledged(attempt.ordinal(), f.rawCode(), draft.now()));
        Attempts.conclude(draft, attempt, f, null, null);
        Lifecycle.endUnpaid(draft, Attempts.reason(f));
    }

    /** The bank will not undo what it surely took: then we give it back. */
    static void refundInstead(Draft draft, Attempt attempt, String refusedWith) {
        PaymentFact.RefundOwed refund = Refunds.surplus(draft, attempt);
        if (refund == null) {
            return;
        }
        if (attempt.reversal() == Attempt.Reversal.OWED) {
            draft.add(new PaymentFact.ReversalRefused(attempt.ordinal(), refusedWith, draft.now()));
        }
        boolean unknown = attempt.isUnknown();
        if (unknown) {
            Evidence evidence = attempt.evidence() == null ? Evidence.LOCAL : attempt.evidence();
            Finding f = new Finding(
                    Outcome.APPROVED,
                    evidence,
                    attempt.rawCode(),
                    attempt.bankReference(),
                    attempt.approvedAmount(),
                    "approved, cannot be undone, is refunded");
            Attempts.conclude(draft, attempt, f, attempt.approvedAmount(), null);
        }
        draft.add(refund);
        if (unknown) {
            Lifecycle.endUnpaid(draft, "approved too late or wrongly: is refunded");
        }
    }

    private static void acknowledged(Draft draft, Attempt attempt, String rawCode) {
        if (attempt.isReversalPending()) {
            // "No such attempt" while it may still be on its way proves nothing (M9): the next try asks again.
            if (!isNotFound(rawCode) || draft.isAskedPastSending(attempt)) {
                undone(draft, attempt, rawCode);
            }
        } else if (attempt.reversal() == Attempt.Reversal.REFUSED) {
            draft.contradict(attempt.ordinal(), "reversed (" + rawCode + ") after it was refused: refunded as well");
        }
    }

    private static void undone(Draft draft, Attempt attempt, String rawCode) {
        draft.add(new PaymentFact.ReversalAcknowledged(attempt.ordinal(), rawCode, draft.now()));
        if (attempt.outcome() == Outcome.APPROVED) {
            Notifications.owe(draft, "payment.surplus_reversed", 0);
        } else {
            Finding f = new Finding(
                    Outcome.DECLINED_FINAL, Evidence.REVERSAL, rawCode, "", null, "undone, nothing is charged");
            Attempts.conclude(draft, attempt, f, null, null);
            // No other channel: the payer has waited long, and may have gone.
            Lifecycle.endUnpaid(draft, "outcome was unknown, undone: " + rawCode);
        }
        if (isNotFound(rawCode) && attempt.isKnownApproved()) {
            draft.contradict(attempt.ordinal(), "approved, and then unknown to its bank (" + rawCode + ")");
        }
    }

    private static void refused(Draft draft, Attempt attempt, String rawCode) {
        if (!attempt.isReversalPending()) {
            return;
        }
        if (attempt.isKnownApproved()) {
            refundInstead(draft, attempt, rawCode);
        } else if (attempt.reversal() == Attempt.Reversal.OWED) {
            draft.add(new PaymentFact.ReversalRefused(attempt.ordinal(), rawCode, draft.now()));
            draft.contradict(attempt.ordinal(), "reversal refused (" + rawCode + ") of an unknown attempt");
        }
    }
}
