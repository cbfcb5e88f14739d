package io.everswitch.journal.simulation;

/** An invariant does not hold; the message says which and where. Ends the schedule. */
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message, null, false, false);
    }
}
