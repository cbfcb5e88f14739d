package io.everswitch.domain.payment;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its facts tell it: immutable; {@link PaymentRules#apply} makes the next one.
 *
 * @param statusReason for people: why the status is what it is
 * @param means what the payer chose last; null before the first confirmation
 * @param source who confirmed last; null before the first confirmation
 * @param confirms how often it was confirmed
 * @param confirmKeys idempotency keys of the confirmations
 * @param firstAttemptOfConfirm ordinal of the first attempt of the last confirmation; 0 if none
 * @param contradictions words of banks against what was known, in the order in which they came
 */
public record Payment(
        PaymentId id,
        MerchantId merchant,
        String merchantOrderId,
        Money amount,
        String description,
        @Nullable String notifyUrl,
        @Nullable String returnUrl,
        Map<String, String> metadata,
        boolean shadow,
        String contentHash,
        Instant createdAt,
        Instant expiresAt,
        PaymentStatus status,
        String statusReason,
        Instant statusAt,
        @Nullable Means means,
        @Nullable ConfirmSource source,
        int confirms,
        Set<String> confirmKeys,
        int firstAttemptOfConfirm,
        List<Attempt> attempts,
        List<Refund> refunds,
        List<Notification> notifications,
        List<Contradiction> contradictions) {

    public Payment {
        attempts = List.copyOf(attempts);
        refunds = List.copyOf(refunds);
        notifications = List.copyOf(notifications);
        contradictions = List.copyOf(contradictions);
    }

    public Attempt attempt(int ordinal) {
        return attempts.get(ordinal - 1);
    }

    public Refund refund(int ordinal) {
        return refunds.get(ordinal - 1);
    }

    public Notification notification(int sequence) {
        return notifications.get(sequence - 1);
    }

    /** The attempt that is in flight, ACCEPTED or UNKNOWN: there is never a second one (M3). */
    public @Nullable Attempt openAttempt() {
        // From the end, because only the last attempt can be open unless a bug let two run.
        for (int i = attempts.size() - 1; i >= 0; i--) {
            if (attempts.get(i).isOpen()) {
                return attempts.get(i);
            }
        }
        return null;
    }

    /** The one approval that the payment claims; all other approvals are surplus and are undone (M2). */
    public @Nullable Attempt payingAttempt() {
        for (Attempt attempt : attempts) {
            if (attempt.isPaying()) {
                return attempt;
            }
        }
        return null;
    }

    /** What the payment claims to have taken from the payer; zero unless it succeeded. */
    public Money capturedAmount() {
        Attempt paying = payingAttempt();
        return status == PaymentStatus.SUCCEEDED && paying != null ? paying.amount() : Money.zero(amount.currency());
    }

    /** What was given back of the captured amount; surplus refunds give back what was never claimed. */
    public Money refundedAmount() {
        return sumOfRefunds(Refund.Status.SUCCEEDED);
    }

    /** What is on its way back of the captured amount. */
    public Money pendingRefundAmount() {
        return sumOfRefunds(Refund.Status.PENDING);
    }

    /** The word {@code outcome} of the merchant API: {@code unknown}, {@code pending} or {@code known}. */
    public String outcomeCode() {
        Attempt open = openAttempt();
        if (open == null) {
            return "known";
        }
        return open.isUnknown() ? "unknown" : "pending";
    }

    /** When the open attempt is looked at next; null if none is open. */
    public @Nullable Instant nextCheckAt() {
        Attempt open = openAttempt();
        return open == null ? null : open.nextTryAt();
    }

    /** Whether anybody is owed anything: a bank a question, a payer money, a merchant a notification. */
    public boolean hasOpenObligations() {
        return PaymentDue.earliestObligation(this) != null;
    }

    /** Whether a bank contradicted itself and nobody has looked at it yet: then it is on the exceptions list. */
    public boolean isException() {
        for (Contradiction contradiction : contradictions) {
            if (!contradiction.isReviewed()) {
                return true;
            }
        }
        return false;
    }

    /** Final, nothing owed, nothing to look at: only a refund, a late answer or a redelivery can change it. */
    public boolean isClosed() {
        return status.isFinal() && !hasOpenObligations() && !isException();
    }

    private Money sumOfRefunds(Refund.Status wanted) {
        long minor = 0;
        for (Refund refund : refunds) {
            if (refund.status() == wanted && !refund.isSurplus()) {
                minor += refund.amount().minor();
            }
        }
        return new Money(Math.min(minor, Money.MINOR_MAX), amount.currency());
    }
}
