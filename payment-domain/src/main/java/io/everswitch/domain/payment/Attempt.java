package io.everswitch.domain.payment;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.WireIds;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try of a payment through one channel, as its facts tell it.
 *
 * @param ordinal 1, 2, …
 * @param means what it is paid with
 * @param phase where it is
 * @param outcome the last outcome; null while it is in flight or ACCEPTED
 * @param evidence what the outcome rests on; null while there is none
 * @param approvedAmount what the bank says it took; null unless it said "approved". Set on an UNKNOWN attempt: the bank
 *     approved, but it is no success (another amount, or a reversal was on its way), so it is being undone
 * @param tries queries, or reversals once one is owed, sent so far; the one that the last fact sent is counted
 * @param triedAt when the last query or reversal went out; null if none did
 * @param nextTryAt when it must be looked at again: in flight the time when it becomes UNKNOWN, ACCEPTED the time when the
 *     callback is overdue, then the next query or reversal; null if nothing is owed
 * @param grounds what the router knew and weighed when it chose the channel; null if it told nothing
 */
public record Attempt(
        int ordinal,
        ChannelId channel,
        WireIds ids,
        Money amount,
        Means means,
        Instant sendBy,
        List<String> reasons,
        Phase phase,
        @Nullable Outcome outcome,
        @Nullable Evidence evidence,
        String rawCode,
        String bankReference,
        @Nullable Money approvedAmount,
        String detail,
        Reversal reversal,
        int tries,
        @Nullable Instant triedAt,
        @Nullable Instant nextTryAt,
        Instant createdAt,
        @Nullable String grounds) {
    /** Where an attempt is. */
    public enum Phase {
        /** Journaled; sent, or about to be. */
        IN_FLIGHT,
        /** The bank will call back. */
        ACCEPTED,
        /** It has an outcome, which may still be UNKNOWN. */
        CONCLUDED
    }

    /** Whether it is being undone. */
    public enum Reversal {
        NONE,
        OWED,
        DONE,
        /** The bank refuses: a surplus refund takes its place. */
        REFUSED
    }

    /** While true, no other attempt may start (M3). */
    public boolean isOpen() {
        return phase != Phase.CONCLUDED || outcome == Outcome.UNKNOWN;
    }

    /** Whether its outcome is unknown: only evidence ends that (M5). */
    public boolean isUnknown() {
        return outcome == Outcome.UNKNOWN;
    }

    /** Whether reversals go out until the bank has undone it. */
    public boolean isReversalPending() {
        return reversal == Reversal.OWED || (reversal == Reversal.REFUSED && isUnknown());
    }

    /** Whether the bank said that it took the money, be it counted as a success or not. */
    public boolean isKnownApproved() {
        return outcome == Outcome.APPROVED || approvedAmount != null;
    }

    /** Whether this is the approval that the payment claims: approved and not to be undone (M2). */
    public boolean isPaying() {
        return outcome == Outcome.APPROVED && reversal == Reversal.NONE;
    }

    /** What the bank took, or would have taken: its own word where it gave one. */
    public Money takenAmount() {
        return approvedAmount == null ? amount : approvedAmount;
    }

    /** Whether the bank has this money now, as far as anybody knows. */
    public boolean isCharged() {
        return outcome == Outcome.APPROVED && reversal != Reversal.DONE;
    }
}
