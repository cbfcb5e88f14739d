package io.everswitch.routing.health;

/** What can happen to a channel's health. */
public enum HealthTurn {
    /** It gets less than before. */
    YELLOW("yellow"),
    /** It was yellow and is well. */
    GREEN("green"),
    /** It gets nothing any more. */
    RED("red"),
    /** It was red and is let back in. */
    PROBING("probing"),
    /** It is let in further. */
    STEP("step"),
    /** It was red and has its whole share again. */
    RECOVERED("recovered");

    private final String word;

    HealthTurn(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
