package io.everswitch.chaos.bank;

/**
 * How a channel's bank behaves. Immutable; rates are 0 … 1 and tried in the order of {@link Planner}.
 *
 * @param declineCode two characters A–Z 0–9
 * @param lateReplyMs what hung after its commit is answered so much later; 0 means never
 */
public record Behaviour(
        Latency latency,
        double declineRate,
        String declineCode,
        double hangAfterCommitRate,
        double hangBeforeCommitRate,
        long lateReplyMs,
        double duplicateCallbackRate,
        double lostCallbackRate,
        double resetMidFrameRate,
        double wrongAmountRate,
        double garbageRate,
        boolean down) {
    static final long LATE_REPLY_MAX_MS = 3_600_000;

    /** Behaves well, with the given latency. */
    public static Behaviour good(Latency latency) {
        return new Behaviour(latency, 0, "05", 0, 0, 0, 0, 0, 0, 0, 0, false);
    }
}
