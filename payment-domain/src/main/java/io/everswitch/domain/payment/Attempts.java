package io.everswitch.domain.payment;

import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an attempt when somebody says something of it: in time, late, twice, or against an earlier word (M2, M5).
 * Stateless.
 */
final class Attempts {
    private Attempts() {}

    /** @param f of any outcome but UNKNOWN, which is {@link #concludeUnknown} */
    static void found(Draft draft, Attempt attempt, Finding f) {
        if (f.outcome() == Outcome.APPROVED) {
            approved(draft, attempt, f);
        } else {
            notApproved(draft, attempt, f);
        }
    }

    /** Nobody knows: from now on the bank is asked, or told to undo it, until it says something (M5). */
    static void concludeUnknown(Draft draft, Attempt attempt, AttemptAnswer answer, Instant firstQueryAt) {
        boolean reverse = draft.resolvesByReversal(attempt.channel());
        Instant next = reverse ? draft.nextTryAfter(attempt.channel(), 1) : firstQueryAt;
        Finding f = new Finding(
                Outcome.UNKNOWN, Evidence.LOCAL, answer.rawCode(), answer.bankReference(), null, answer.detail());
        conclude(draft, attempt, f, null, next);
        if (reverse) {
            Reversals.owe(draft, attempt, "outcome unknown: " + answer.rawCode());
        }
    }

    private static void approved(Draft draft, Attempt attempt, Finding f) {
        Money taken = f.amount() == null ? attempt.amount() : f.amount();
        if (attempt.outcome() == Outcome.APPROVED) {
            approvedAgain(draft, attempt, taken, f);
        } else if (attempt.isReversalPending()) {
            approvedWhileUndone(draft, attempt, taken, f);
        } else if (!isClaimable(draft.payment(), attempt)) {
            surplus(draft, attempt, taken, f);
        } else if (taken.equals(attempt.amount())) {
            conclude(draft, attempt, f, taken, null);
            Lifecycle.move(draft, PaymentStatus.SUCCEEDED, "approved");
        } else {
            otherAmount(draft, attempt, taken, f);
        }
    }

    /** Only the open attempt of a processing payment can pay it: so there is at most one claimed approval (M2). */
    private static boolean isClaimable(Payment payment, Attempt attempt) {
        return attempt.isOpen() && payment.status() == PaymentStatus.PROCESSING && payment.payingAttempt() == null;
    }

    private static void approvedAgain(Draft draft, Attempt attempt, Money taken, Finding f) {
        if (!taken.equals(attempt.takenAmount())) {
            draft.contradict(attempt.ordinal(), "approved again with " + taken + ", not " + attempt.takenAmount());
        } else if (!f.bankReference().isEmpty()
                && !attempt.bankReference().isEmpty()
                && !f.bankReference().equals(attempt.bankReference())) {
            draft.contradict(attempt.ordinal(), "approved again under another bank reference");
        }
    }

    /** The reversal is on its way and cannot be called back: what it undoes is no success. Kept, for who must explain it. */
    private static void approvedWhileUndone(Draft draft, Attempt attempt, Money taken, Finding f) {
        if (attempt.approvedAmount() == null) {
            noteOnUnknown(draft, attempt, f, taken, "approved late with " + taken + ", is being undone");
        } else if (!taken.equals(attempt.approvedAmount())) {
            draft.contradict(attempt.ordinal(), "approved with " + taken + " and with " + attempt.approvedAmount());
        }
        Attempt now = draft.attempt(attempt.ordinal());
        if (now.reversal() == Attempt.Reversal.REFUSED) {
            Reversals.refundInstead(draft, now, f.rawCode());
        }
    }

    /** Nobody waits for this money any more. First the debt, then the approval: no moment shows two claimed approvals. */
    private static void surplus(Draft draft, Attempt attempt, Money taken, Finding f) {
        boolean contradiction = !attempt.isOpen() && !isUndone(attempt);
        String before = attempt.outcome() == null
                ? "the payment ended"
                : attempt.outcome() + " by " + attempt.evidence() + " (" + attempt.rawCode() + ")";
        Reversals.owe(draft, attempt, "approved after " + before);
        conclude(draft, attempt, f, taken, null);
        if (contradiction) {
            draft.contradict(attempt.ordinal(), "approved after " + before);
        }
    }

    /** A late approval that crossed its own reversal on the way is no contradiction; one of an unknown attempt is. */
    private static boolean isUndone(Attempt attempt) {
        return attempt.evidence() == Evidence.REVERSAL && !Reversals.isNotFound(attempt.rawCode());
    }

    private static void otherAmount(Draft draft, Attempt attempt, Money taken, Finding f) {
        String what = "approved with " + taken + ", asked for " + attempt.amount();
        Finding unknown = new Finding(Outcome.UNKNOWN, f.evidence(), f.rawCode(), f.bankReference(), taken, what);
        conclude(draft, attempt, unknown, taken, draft.nextTryAfter(attempt.channel(), 1));
        Reversals.owe(draft, attempt, what);
        draft.add(new PaymentFact.ContradictionRecorded(attempt.ordinal(), what, draft.now()));
    }

    private static void notApproved(Draft draft, Attempt attempt, Finding f) {
        if (attempt.outcome() == Outcome.APPROVED) {
            draft.contradict(attempt.ordinal(), f.outcome() + " (" + f.rawCode() + ") after an approval");
        } else if (attempt.isReversalPending()) {
            declinedWhileUndone(draft, attempt, f);
        } else if (attempt.isOpen()) {
            conclude(draft, attempt, f, null, null);
            goOn(draft, f);
        }
        // Otherwise a repeat, or another word for "not charged": nothing changes.
    }

    /** Only the acknowledgement ends it: the bank may have approved before or after this word. */
    private static void declinedWhileUndone(Draft draft, Attempt attempt, Finding f) {
        if (attempt.approvedAmount() == null) {
            noteOnUnknown(draft, attempt, f, null, f.outcome() + " late, the reversal goes on");
        } else {
            draft.contradict(attempt.ordinal(), f.outcome() + " (" + f.rawCode() + ") after an approval");
        }
    }

    /** Only what surely took nothing and is no final word lets another channel be tried (M3). */
    private static void goOn(Draft draft, Finding f) {
        if (draft.payment().status() != PaymentStatus.PROCESSING) {
            return;
        }
        boolean notSent = f.outcome() == Outcome.NOT_SENT && !f.rawCode().startsWith(AttemptAnswer.LIMIT);
        boolean another = f.outcome() == Outcome.DECLINED_RETRIABLE || notSent;
        if (!another || !Confirmations.startNext(draft)) {
            Lifecycle.endUnpaid(draft, reason(f));
        }
    }

    static String reason(Finding f) {
        return switch (f.outcome()) {
            case NOT_SENT -> "not sent: " + f.rawCode();
            case DECLINED_FINAL, DECLINED_RETRIABLE -> "declined: " + f.rawCode();
            case APPROVED -> "approved";
            case UNKNOWN -> "unknown: " + f.rawCode();
        };
    }

    /** Keeps a late word on an attempt that stays UNKNOWN; the same word again changes nothing. */
    private static void noteOnUnknown(Draft draft, Attempt attempt, Finding f, @Nullable Money taken, String detail) {
        boolean known = attempt.detail().equals(detail) && attempt.rawCode().equals(f.rawCode());
        if (!known) {
            Finding note = new Finding(Outcome.UNKNOWN, f.evidence(), f.rawCode(), f.bankReference(), taken, detail);
            conclude(draft, attempt, note, taken, attempt.nextTryAt());
        }
    }

    static void conclude(Draft draft, Attempt attempt, Finding f, @Nullable Money taken, @Nullable Instant nextTryAt) {
        draft.add(new PaymentFact.AttemptConcluded(
                attempt.ordinal(),
                f.outcome(),
                f.evidence(),
                f.rawCode(),
                f.bankReference(),
                taken,
                Texts.bounded(f.detail()),
                nextTryAt,
                draft.now()));
    }
}
