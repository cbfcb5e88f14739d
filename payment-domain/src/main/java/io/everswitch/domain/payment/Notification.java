package io.everswitch.domain.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notification that is or was owed to the merchant.
 *
 * @param refund the refund that it is about; 0 if about the payment
 * @param tries tries so far, the running one included
 * @param nextTryAt null once it is delivered or given up
 */
public record Notification(
        int sequence,
        String type,
        int refund,
        State state,
        int tries,
        @Nullable Instant nextTryAt,
        Instant createdAt) {
    /** Where a notification is. */
    public enum State {
        OWED,
        DELIVERED,
        GIVEN_UP
    }

    Notification owed(int newTries, Instant newNextTryAt) {
        return new Notification(sequence, type, refund, State.OWED, newTries, newNextTryAt, createdAt);
    }

    Notification ended(State end) {
        return new Notification(sequence, type, refund, end, tries, null, createdAt);
    }
}
