package io.everswitch.chaos.drill;

/** What the fake switch does wrong, and which invariant that breaks. */
enum Bug {
    NONE(""),
    LOSES_PAYMENTS("M1"),
    LOSES_REFUNDS("M1"),
    CHANGES_A_FINAL_STATUS("M1"),
    TWO_PAYMENTS_OF_AN_ORDER("M1"),
    CHARGES_TWICE("M2"),
    CHARGES_ANOTHER_AMOUNT("M2"),
    ATTEMPTS_OVERLAP("M3"),
    CHARGES_UNKNOWN_ATTEMPT("M4"),
    SENDS_BEFORE_DURABLE("M4"),
    GUESSES_AN_OUTCOME("M5"),
    TELLS_NOBODY("M6"),
    TELLS_TOO_EARLY("M6"),
    REFUNDS_TOO_MUCH("M7"),
    GOES_BACK("M8"),
    SAME_SEQUENCE_TWICE("M8"),
    SENDS_LATE("M9");

    final String invariant;

    Bug(String invariant) {
        this.invariant = invariant;
    }
}
