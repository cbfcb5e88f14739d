package io.everswitch.domain.payment;

import java.time.Instant;

/**
 * A bank's word against what was known: approved after declined, another amount, one reference twice. The payment is on the
 * exceptions list until a person has looked at it.
 *
 * @param attempt the attempt that it is about
 * @param what for people
 * @param reviewedBy who looked at it; empty while nobody has
 */
public record Contradiction(int attempt, String what, Instant at, String reviewedBy) {
    boolean isReviewed() {
        return !reviewedBy.isEmpty();
    }

    Contradiction reviewed(String operator) {
        return isReviewed() ? this : new Contradiction(attempt, what, at, operator);
    }
}
