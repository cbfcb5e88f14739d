package io.everswitch.node.metrics;

/** What can be owed, as the gauge of open obligations names it. */
public enum ObligationKind {
    /** An unknown attempt: its bank must be asked. */
    QUERY("query"),
    /** An attempt must be undone. */
    REVERSAL("reversal"),
    /** Money must be given back. */
    REFUND("refund"),
    /** A merchant must be told. */
    NOTIFICATION("notification");

    private final String label;

    ObligationKind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
