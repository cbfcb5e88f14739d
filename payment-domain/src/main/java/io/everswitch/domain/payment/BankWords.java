package io.everswitch.domain.payment;

import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.QueryAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Brings answers, callbacks, queries and operators' words into one form and hands it to {@link Attempts}. Stateless. */
final class BankWords {
    private BankWords() {}

    static @Nullable Refusal attemptAnswered(Draft draft, PaymentCommand.AttemptAnswered c) {
        if (isMissing(draft, c.attempt())) {
            return Refusal.NOT_FOUND;
        }
        Attempt attempt = draft.attempt(c.attempt());
        AttemptAnswer answer = c.answer();
        switch (answer.kind()) {
            case ACCEPTED -> accepted(draft, attempt, answer);
            case UNKNOWN -> {
                if (attempt.phase() != Attempt.Phase.CONCLUDED) {
                    Attempts.concludeUnknown(draft, attempt, answer, draft.firstQueryAt(attempt.channel()));
                }
            }
            case NOT_SENT -> {
                // Only of an attempt in flight: what is UNKNOWN ends by the bank's word, not by ours (M5).
                if (attempt.phase() == Attempt.Phase.IN_FLIGHT) {
                    Attempts.found(draft, attempt, finding(Outcome.NOT_SENT, Evidence.LOCAL, answer));
                }
            }
            case APPROVED -> Attempts.found(draft, attempt, finding(Outcome.APPROVED, c.evidence(), answer));
            case DECLINED_FINAL ->
                Attempts.found(draft, attempt, finding(Outcome.DECLINED_FINAL, c.evidence(), answer));
            case DECLINED_RETRIABLE ->
                Attempts.found(draft, attempt, finding(Outcome.DECLINED_RETRIABLE, c.evidence(), answer));
        }
        return null;
    }

    static @Nullable Refusal queryAnswered(Draft draft, PaymentCommand.QueryAnswered c) {
        if (isMissing(draft, c.attempt())) {
            return Refusal.NOT_FOUND;
        }
        Attempt attempt = draft.attempt(c.attempt());
        QueryAnswer answer = c.answer();
        switch (answer.kind()) {
            case APPROVED -> Attempts.found(draft, attempt, finding(Outcome.APPROVED, answer));
            case DECLINED_FINAL -> Attempts.found(draft, attempt, finding(Outcome.DECLINED_FINAL, answer));
            case DECLINED_RETRIABLE -> Attempts.found(draft, attempt, finding(Outcome.DECLINED_RETRIABLE, answer));
            case REVERSED -> Reversals.reversedByBank(draft, attempt, answer.rawCode());
            case NOT_FOUND -> notFound(draft, attempt, answer);
            case PENDING, NO_ANSWER -> {
                // The next question has its time already.
            }
        }
        return null;
    }

    /**
     * An operator's word ends UNKNOWN like a bank's, but it cannot make a success of what is being undone:
     * an approval that the bank refuses to undo is refunded, one that it still may undo is not decided by hand.
     */
    static @Nullable Refusal resolve(Draft draft, PaymentCommand.Resolve c) {
        if (isMissing(draft, c.attempt()) || c.outcome() == Outcome.UNKNOWN) {
            return Refusal.NOT_RESOLVABLE;
        }
        Attempt attempt = draft.attempt(c.attempt());
        boolean approvesUndone = c.outcome() == Outcome.APPROVED && attempt.reversal() == Attempt.Reversal.OWED;
        // While a byte may still leave, nobody can know that none did (M9).
        boolean tooEarly = c.outcome() == Outcome.NOT_SENT && !draft.isPastSending(attempt);
        if (!attempt.isUnknown() || attempt.reversal() == Attempt.Reversal.DONE || approvesUndone || tooEarly) {
            return Refusal.NOT_RESOLVABLE;
        }
        String detail = Texts.bounded(c.operator() + ": " + c.reason());
        Finding finding = new Finding(c.outcome(), Evidence.OPERATOR, "operator", "", null, detail);
        if (attempt.isReversalPending() && c.outcome() != Outcome.APPROVED) {
            Reversals.closedByOperator(draft, attempt, finding);
        } else {
            Attempts.found(draft, attempt, finding);
        }
        return null;
    }

    private static void accepted(Draft draft, Attempt attempt, AttemptAnswer answer) {
        if (attempt.phase() != Attempt.Phase.IN_FLIGHT) {
            return;
        }
        var channel = draft.channel(attempt.channel());
        Instant callbackBy = channel == null
                ? draft.firstQueryAt(attempt.channel())
                : draft.now().plus(channel.profile().callbackTimeout());
        draft.add(new PaymentFact.AttemptAccepted(attempt.ordinal(), answer.bankReference(), callbackBy, draft.now()));
    }

    /** Before send-by and the clock margin it proves nothing: the attempt may still be on its way (M9). */
    private static void notFound(Draft draft, Attempt attempt, QueryAnswer answer) {
        if (attempt.isUnknown() && !attempt.isReversalPending() && draft.isAskedPastSending(attempt)) {
            Attempts.found(
                    draft,
                    attempt,
                    new Finding(
                            Outcome.NOT_SENT,
                            Evidence.QUERY,
                            answer.rawCode(),
                            "",
                            null,
                            "the bank knows no such attempt"));
        }
    }

    private static Finding finding(Outcome outcome, Evidence evidence, AttemptAnswer answer) {
        return new Finding(
                outcome, evidence, answer.rawCode(), answer.bankReference(), answer.amount(), answer.detail());
    }

    private static Finding finding(Outcome outcome, QueryAnswer answer) {
        return new Finding(outcome, Evidence.QUERY, answer.rawCode(), answer.bankReference(), answer.amount(), "");
    }

    static boolean isMissing(Draft draft, int attempt) {
        return attempt < 1 || attempt > draft.payment().attempts().size();
    }
}
