package io.everswitch.domain.port;

/** @param rawCode the bank's code, or ours in lower case */
public record ReversalAnswer(Kind kind, String rawCode) {
    /** What became of a reversal. */
    public enum Kind {
        /** The bank has undone it, or says that there was nothing to undo. */
        ACKNOWLEDGED,
        /** The bank surely refuses to undo it: a refund is owed instead. */
        REFUSED,
        /** No valid answer, not connected, or "later": repeat. */
        NO_ANSWER
    }

    public static ReversalAnswer noAnswer(String rawCode) {
        return new ReversalAnswer(Kind.NO_ANSWER, rawCode);
    }
}
