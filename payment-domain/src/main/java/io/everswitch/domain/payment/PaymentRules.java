package io.everswitch.domain.payment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a payment: pure, total, no clock, no chance, no I/O. The actor around it only persists the facts, answers
 * after they are durable, and carries out the {@link #effects}.
 */
public final class PaymentRules {
    private PaymentRules() {}

    /** What a command does to a payment. {@code payment} is null before it was created. Never throws for bad input. */
    public static Decision decide(@Nullable Payment payment, PaymentCommand command, Surroundings around) {
        return Decision.NOTHING;
    }

    /** The payment after one more fact. {@code payment} is null only for {@link PaymentFact.Created}. */
    public static Payment apply(@Nullable Payment payment, PaymentFact fact) {
        return java.util.Objects.requireNonNull(payment);
    }

    /** What must be done now that these facts are durable, in this order. Not on recovery. */
    public static List<Effect> effects(List<PaymentFact> facts) {
        return List.of();
    }

    /** When the payment must be looked at next: the earliest of all its obligations and its expiry; null if none. */
    public static @Nullable Instant nextDueAt(Payment payment) {
        return payment.expiresAt();
    }
}
