package io.everswitch.domain.payment;

import io.everswitch.domain.means.Means;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A payment in the making: what a fact can change, beside all that stays. Used by one thread within one call. */
final class PaymentBuilder {
    PaymentStatus status;
    String statusReason;
    Instant statusAt;

    @Nullable
    Means means;

    @Nullable
    ConfirmSource source;

    int confirms;
    Set<String> confirmKeys;
    int firstAttemptOfConfirm;
    List<Attempt> attempts;
    List<Refund> refunds;
    List<Notification> notifications;
    List<Contradiction> contradictions;
    private final Payment base;

    PaymentBuilder(Payment base) {
        this.base = base;
        status = base.status();
        statusReason = base.statusReason();
        statusAt = base.statusAt();
        means = base.means();
        source = base.source();
        confirms = base.confirms();
        confirmKeys = base.confirmKeys();
        firstAttemptOfConfirm = base.firstAttemptOfConfirm();
        attempts = base.attempts();
        refunds = base.refunds();
        notifications = base.notifications();
        contradictions = base.contradictions();
    }

    PaymentBuilder confirmKey(String key) {
        if (!key.isEmpty()) {
            Set<String> keys = new LinkedHashSet<>(confirmKeys);
            keys.add(key);
            confirmKeys = Set.copyOf(keys);
        }
        return this;
    }

    PaymentBuilder put(Attempt attempt) {
        attempts = put(attempts, attempt.ordinal(), attempt);
        return this;
    }

    void add(Contradiction contradiction) {
        contradictions = put(contradictions, contradictions.size() + 1, contradiction);
    }

    void reviewed(String operator) {
        contradictions = contradictions.stream()
                .map(contradiction -> contradiction.reviewed(operator))
                .toList();
    }

    PaymentBuilder put(Refund refund) {
        refunds = put(refunds, refund.ordinal(), refund);
        return this;
    }

    PaymentBuilder put(Notification notification) {
        notifications = put(notifications, notification.sequence(), notification);
        return this;
    }

    private static <T> List<T> put(List<T> list, int ordinal, T value) {
        List<T> copy = new ArrayList<>(list);
        if (ordinal == copy.size() + 1) {
            copy.add(value);
        } else {
            copy.set(ordinal - 1, value);
        }
        return copy;
    }

    Payment build() {
        return new Payment(
                base.id(),
                base.merchant(),
                base.merchantOrderId(),
                base.amount(),
                base.description(),
                base.notifyUrl(),
                base.returnUrl(),
                base.metadata(),
                base.shadow(),
                base.contentHash(),
                base.createdAt(),
                base.expiresAt(),
                status,
                statusReason,
                statusAt,
                means,
                source,
                confirms,
                confirmKeys,
                firstAttemptOfConfirm,
                attempts,
                refunds,
                notifications,
                contradictions);
    }
}
