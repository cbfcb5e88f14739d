package io.everswitch.domain.port;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import java.time.Duration;
import java.util.List;

/**
 * What the payment rules need to know of a channel.
 *
 * @param responseTimeout how long an answer may take after the first byte, 100 ms … 60 s
 * @param sendWindow send-by is this long after the attempt was journaled (M9), 1 … 30 s
 * @param callbackTimeout how long an ACCEPTED attempt waits for its callback before it is asked about
 * @param resolution how an UNKNOWN attempt is brought to evidence
 * @param queryLadder waits before the 1st, 2nd, … query or reversal; the last one repeats for ever
 */
public record ChannelProfile(
        ChannelId id,
        BankId bank,
        Duration responseTimeout,
        Duration sendWindow,
        Duration callbackTimeout,
        Resolution resolution,
        List<Duration> queryLadder) {
    /** How an UNKNOWN attempt is brought to evidence (M5). */
    public enum Resolution {
        /** Ask the bank until it knows. */
        QUERY,
        /** Undo it until the bank acknowledges. */
        REVERSE
    }

    public ChannelProfile {
        queryLadder = List.copyOf(queryLadder);
        if (queryLadder.isEmpty()) {
            throw new IllegalArgumentException("query ladder of " + id + " must have at least one step");
        }
    }

    /** The wait before try number {@code tries + 1}. */
    public Duration ladder(int tries) {
        return queryLadder.get(Math.min(tries, queryLadder.size() - 1));
    }
}
