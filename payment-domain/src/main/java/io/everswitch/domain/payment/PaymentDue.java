package io.everswitch.domain.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a payment must be looked at. Stateless. */
final class PaymentDue {
    private PaymentDue() {}

    /** The earliest of all obligations and of the expiry of an unpaid payment. */
    static @Nullable Instant next(Payment payment) {
        Instant obligation = earliestObligation(payment);
        return mayExpire(payment) ? earlier(obligation, payment.expiresAt()) : obligation;
    }

    /** The state keeps a due time exactly as long as something is owed, so the due times are the obligations. */
    static @Nullable Instant earliestObligation(Payment payment) {
        Instant earliest = null;
        for (Attempt attempt : payment.attempts()) {
            earliest = earlier(earliest, attempt.nextTryAt());
        }
        for (Refund refund : payment.refunds()) {
            earliest = earlier(earliest, refund.nextTryAt());
        }
        for (Notification notification : payment.notifications()) {
            earliest = earlier(earliest, notification.nextTryAt());
        }
        return earliest;
    }

    static boolean isDue(@Nullable Instant due, Instant now) {
        return due != null && !due.isAfter(now);
    }

    static boolean mayExpire(Payment payment) {
        return PaymentTransitions.mayFollow(payment.status(), PaymentStatus.EXPIRED);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }
}
