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
 * @param approvedAmount what the bank took; null unless an approval named it
 * @param tries queries or reversals so far
 * @param nextTryAt when it must be looked at again; null if nothing is owed
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
        String rawCode,
        String bankReference,
        @Nullable Money approvedAmount,
        String detail,
        Reversal reversal,
        int tries,
        @Nullable Instant nextTryAt,
        Instant createdAt) {
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

    /** Whether the bank has this money now, as far as anybody knows. */
    public boolean isCharged() {
        return outcome == Outcome.APPROVED && reversal != Reversal.DONE;
    }
}
