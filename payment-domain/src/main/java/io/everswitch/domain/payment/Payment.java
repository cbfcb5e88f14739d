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
 * @param contradictions how often a bank contradicted itself
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
        int contradictions) {

    public Attempt attempt(int ordinal) {
        return attempts.get(ordinal - 1);
    }

    public Refund refund(int ordinal) {
        return refunds.get(ordinal - 1);
    }

    public Notification notification(int sequence) {
        return notifications.get(sequence - 1);
    }
}
