package io.everswitch.node.limits;

import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Payment;
import org.jspecify.annotations.Nullable;

/** What became of an attempt, as far as limits go. */
enum Fate {
    /** The bank took the money. A refund later does not give it back to the limit: issuers count payments, not balances. */
    TAKEN,
    /** It surely took nothing, or what it took was undone. */
    NOT_TAKEN,
    /** Nobody knows yet, or it is being undone. */
    OPEN;

    /** @param payment null if there is none: then nothing was ever sent, since an attempt is durable before its reservation */
    static Fate of(@Nullable Payment payment, int ordinal) {
        if (payment == null || ordinal > payment.attempts().size()) {
            return NOT_TAKEN;
        }
        Attempt attempt = payment.attempt(ordinal);
        if (attempt.isPaying()) {
            return TAKEN;
        }
        if (attempt.isOpen() || attempt.isReversalPending()) {
            return OPEN;
        }
        // A surplus that the bank will not undo is refunded: it was taken.
        return attempt.isCharged() ? TAKEN : NOT_TAKEN;
    }
}
