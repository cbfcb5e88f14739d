package io.everswitch.chaos.report;

import io.everswitch.chaos.history.OpKind;
import io.everswitch.domain.id.PaymentId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the 256 slots went on after one moment, a kill for example. Of each slot: the gap from its last acknowledgement before the
 * moment to its first one after it, and, of that gap, the time in which somebody was waiting. The first is what an observer
 * sees and grows with rare traffic, the second is what clients felt. One thread.
 */
public final class Moment {
    /** What ends later than this belongs to another disturbance. */
    private static final long LOOKS_FOR_NS = 60_000_000_000L;

    private final long atNs;
    private final long[] lastBefore = new long[PaymentId.SLOTS];
    private final long[] firstAfter = new long[PaymentId.SLOTS];
    private final long[] waitedNs = new long[PaymentId.SLOTS];
    private long newPaymentUs;
    private long lastAnyNs;
    private long silenceNs;

    Moment(long atNs) {
        this.atNs = atNs;
        this.lastAnyNs = atNs;
    }

    /** @param invokedNs when the operation that is acknowledged now began */
    void acknowledged(int slot, OpKind kind, long invokedNs, long ackedNs, long latencyUs) {
        if (ackedNs < atNs) {
            lastBefore[slot] = ackedNs;
            return;
        }
        silenceNs = Math.max(silenceNs, ackedNs - lastAnyNs);
        lastAnyNs = Math.max(lastAnyNs, ackedNs);
        if (ackedNs > atNs + LOOKS_FOR_NS) {
            return;
        }
        if (kind == OpKind.CREATE) {
            newPaymentUs = Math.max(newPaymentUs, latencyUs);
        }
        // A confirmation waits for its bank by itself: it counts as the slot's first sign of life, not as a wait for
        // us.
        if (firstAfter[slot] == 0) {
            firstAfter[slot] = ackedNs;
        }
        if (kind != OpKind.CONFIRM) {
            waitedNs[slot] = Math.max(waitedNs[slot], ackedNs - Math.max(atNs, invokedNs));
        }
    }

    /** Of all slots that were acknowledged before and after, ascending. */
    public List<Double> gapsMs() {
        List<Double> gaps = new ArrayList<>();
        for (int slot = 0; slot < PaymentId.SLOTS; slot++) {
            if (lastBefore[slot] > 0 && firstAfter[slot] > 0) {
                gaps.add((firstAfter[slot] - lastBefore[slot]) / 1e6);
            }
        }
        gaps.sort(Double::compare);
        return gaps;
    }

    /** The longest wait of a client of each slot that had one, from the moment on, ascending. */
    public List<Double> waitsMs() {
        return Arrays.stream(waitedNs)
                .filter(each -> each > 0)
                .sorted()
                .mapToObj(each -> each / 1e6)
                .toList();
    }

    /**
     * The longest time without any acknowledgement at all, from the moment to the end of the history, however long: after a
     * loss of all nodes the time to the first success.
     */
    public double longestSilenceMs() {
        return silenceNs / 1e6;
    }

    /** The longest that the create of a new payment took from when it was due. */
    public double newPaymentMs() {
        return newPaymentUs / 1000.0;
    }
}
