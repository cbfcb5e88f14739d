package io.everswitch.node.entity;

import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a command.
 *
 * @param payment the payment after the command, also when it was refused; null only for NOT_FOUND
 * @param refusal why nothing was changed; null if the command was carried out or is a repeat
 * @param unavailable the journal did not take the facts; null unless that is so
 * @param changed whether this very command made facts (false for a repeat)
 */
public record PaymentReply(
        @Nullable Payment payment,
        @Nullable Refusal refusal,
        boolean changed,
        @Nullable Unavailable unavailable) {
    public PaymentReply(@Nullable Payment payment, @Nullable Refusal refusal, boolean changed) {
        this(payment, refusal, changed, null);
    }

    /** @param nothingDone whether surely no fact was written */
    public record Unavailable(boolean nothingDone) {}
}
