package io.everswitch.domain.port;

/** @param rawCode the bank's code, or ours in lower case */
public record RefundAnswer(Kind kind, String rawCode, String bankReference) {
    /** What became of a refund. */
    public enum Kind {
        DONE,
        REFUSED,
        /** No valid answer, not connected, or "in progress": repeat under the same reference. */
        NO_ANSWER
    }

    public static RefundAnswer noAnswer(String rawCode) {
        return new RefundAnswer(Kind.NO_ANSWER, rawCode, "");
    }
}
