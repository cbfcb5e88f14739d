package io.everswitch.domain.payment;

import io.everswitch.domain.port.AttemptAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What time alone does: it asks again, repeats and expires, but never decides what a bank did (M5). Stateless. */
final class Timers {
    private Timers() {}

    static @Nullable Refusal tick(Draft draft) {
        for (int i = 1; i <= draft.payment().attempts().size(); i++) {
            Attempt attempt = draft.attempt(i);
            if (PaymentDue.isDue(attempt.nextTryAt(), draft.now())) {
                attemptDue(draft, attempt);
            }
        }
        for (int i = 1; i <= draft.payment().refunds().size(); i++) {
            Refund refund = draft.payment().refund(i);
            if (PaymentDue.isDue(refund.nextTryAt(), draft.now())) {
                Refunds.tryAgain(draft, refund);
            }
        }
        for (int i = 1; i <= draft.payment().notifications().size(); i++) {
            Notification notification = draft.payment().notification(i);
            if (PaymentDue.isDue(notification.nextTryAt(), draft.now())) {
                Notifications.tryAgain(draft, notification);
            }
        }
        Lifecycle.expireIfDue(draft);
        return null;
    }

    /** Whoever sent is gone, and with it the answer. Whatever else is owed comes by its own time. */
    static @Nullable Refusal recovered(Draft draft) {
        for (int i = 1; i <= draft.payment().attempts().size(); i++) {
            Attempt attempt = draft.attempt(i);
            if (attempt.phase() == Attempt.Phase.IN_FLIGHT) {
                // The lost sender may still be about to send, so an earlier question would prove little (M9).
                Instant past = draft.safelySentBy(attempt);
                Instant firstQueryAt = past.isAfter(draft.now()) ? past : draft.now();
                Attempts.concludeUnknown(draft, attempt, nobodyKnows("restarted", "the sender is gone"), firstQueryAt);
            }
        }
        return null;
    }

    private static void attemptDue(Draft draft, Attempt attempt) {
        if (attempt.isReversalPending()) {
            Reversals.tryAgain(draft, attempt);
            return;
        }
        Instant firstQueryAt = draft.firstQueryAt(attempt.channel());
        switch (attempt.phase()) {
            case IN_FLIGHT ->
                Attempts.concludeUnknown(
                        draft, attempt, nobodyKnows("no_answer", "nobody answered in time"), firstQueryAt);
            case ACCEPTED ->
                Attempts.concludeUnknown(
                        draft, attempt, nobodyKnows("no_callback", "the bank did not call back in time"), firstQueryAt);
            case CONCLUDED -> ask(draft, attempt);
        }
    }

    private static void ask(Draft draft, Attempt attempt) {
        if (draft.resolvesByReversal(attempt.channel())) {
            // The catalog changed its mind since: such a channel cannot be asked.
            Reversals.owe(draft, attempt, "outcome unknown: " + attempt.rawCode());
        } else {
            int tries = attempt.tries() + 1;
            draft.add(new PaymentFact.QueryTried(
                    attempt.ordinal(), tries, draft.nextTryAfter(attempt.channel(), tries), draft.now()));
        }
    }

    private static AttemptAnswer nobodyKnows(String rawCode, String detail) {
        return AttemptAnswer.unknown(rawCode, detail);
    }
}
