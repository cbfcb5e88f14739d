package io.everswitch.domain.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Telling the merchant at least once (M6), on a schedule that ends. Stateless. */
final class Notifications {
    private Notifications() {}

    /** @param refund ordinal of the refund that it is about; 0 if about the payment */
    static void owe(Draft draft, String type, int refund) {
        int sequence = draft.payment().notifications().size() + 1;
        draft.add(new PaymentFact.NotificationOwed(sequence, type, refund, ifNobodyAnswers(draft, 1), draft.now()));
    }

    static void tryAgain(Draft draft, Notification notification) {
        if (isExhausted(draft, notification)) {
            draft.add(new PaymentFact.NotificationGivenUp(
                    notification.sequence(), "the schedule is over: no answer", draft.now()));
        } else {
            resend(draft, notification);
        }
    }

    static @Nullable Refusal answered(Draft draft, PaymentCommand.NotificationAnswered c) {
        Notification notification = find(draft, c.sequence());
        if (notification == null) {
            return Refusal.NO_SUCH_NOTIFICATION;
        }
        NotificationResult result = c.result();
        boolean owed = notification.state() == Notification.State.OWED;
        switch (result.kind()) {
            case DELIVERED -> {
                // Also after it was given up: the merchant has it, that is what counts.
                if (notification.state() != Notification.State.DELIVERED) {
                    draft.add(new PaymentFact.NotificationDelivered(c.sequence(), result.httpStatus(), draft.now()));
                }
            }
            case FAILED -> {
                if (owed) {
                    failed(draft, notification, result);
                }
            }
            case GONE -> {
                if (owed) {
                    draft.add(new PaymentFact.NotificationGivenUp(
                            c.sequence(), Texts.bounded("gone: " + result.detail()), draft.now()));
                }
            }
        }
        return null;
    }

    static @Nullable Refusal redeliver(Draft draft, PaymentCommand.Redeliver c) {
        Notification notification = find(draft, c.sequence());
        if (notification == null) {
            return Refusal.NO_SUCH_NOTIFICATION;
        }
        resend(draft, notification);
        return null;
    }

    private static void resend(Draft draft, Notification notification) {
        int tries = notification.tries() + 1;
        draft.add(new PaymentFact.NotificationTried(
                notification.sequence(), tries, ifNobodyAnswers(draft, tries), draft.now()));
    }

    private static void failed(Draft draft, Notification notification, NotificationResult result) {
        if (isExhausted(draft, notification)) {
            draft.add(new PaymentFact.NotificationGivenUp(
                    notification.sequence(), Texts.bounded("the schedule is over: " + result.detail()), draft.now()));
            return;
        }
        Duration wait = wait(draft.policy(), notification.tries());
        Duration asked = result.retryAfter() == null ? Duration.ZERO : result.retryAfter();
        Duration allowed = shorter(asked, draft.policy().retryAfterMax());
        Instant next = draft.now().plus(wait.compareTo(allowed) > 0 ? wait : allowed);
        draft.add(new PaymentFact.NotificationFailed(notification.sequence(), result.httpStatus(), next, draft.now()));
    }

    /** The process that sends it may die: then this is when the next try is due. */
    private static Instant ifNobodyAnswers(Draft draft, int tries) {
        return draft.now().plus(draft.policy().notificationTimeout()).plus(wait(draft.policy(), tries));
    }

    /** The wait after try number {@code tries}; the last step repeats for those that were asked for by hand. */
    private static Duration wait(PaymentPolicy policy, int tries) {
        List<Duration> ladder = policy.notificationLadder();
        return ladder.isEmpty() ? Duration.ZERO : ladder.get(Math.min(tries, ladder.size()) - 1);
    }

    private static boolean isExhausted(Draft draft, Notification notification) {
        return notification.tries() > draft.policy().notificationLadder().size();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static @Nullable Notification find(Draft draft, int sequence) {
        List<Notification> all = draft.payment().notifications();
        return sequence < 1 || sequence > all.size() ? null : all.get(sequence - 1);
    }
}
