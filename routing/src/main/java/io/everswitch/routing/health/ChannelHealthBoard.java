package io.everswitch.routing.health;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.port.AttemptAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The health windows of all channels of this node. Thread-safe: one short lock per channel for writers, so channels never
 * wait for each other; readers take what was assessed within the same second without a lock. A channel that the catalog
 * does not have is ignored when recorded and fresh when asked for: late answers of a channel that was taken out of the
 * catalog are no reason to fail.
 */
public final class ChannelHealthBoard {
    // Never changed after construction. Not Map.copyOf, which divides and compares more per look-up: there is one per
    // candidate.
    private final Map<ChannelId, Cell> cells = new HashMap<>();

    public ChannelHealthBoard(Collection<ChannelId> channels, HealthPolicy policy) {
        channels.forEach(id -> cells.put(id, new Cell(new HealthWindow(policy))));
    }

    /** An attempt is handed to the channel now. Optional: bounds the probes of a channel that comes back. */
    public void started(ChannelId channel, Instant now) {
        Cell cell = cells.get(channel);
        if (cell != null) {
            cell.started(now.toEpochMilli());
        }
    }

    /** @param latency from sending until this result */
    public void record(ChannelId channel, AttemptAnswer.Kind kind, String rawCode, Duration latency, Instant now) {
        record(channel, Verdict.of(kind, rawCode), latency, now);
    }

    /**
     * Reads starts and results off the facts of a payment, so that every node whose actors decide also knows. Shown each fact
     * once, after it is durable and never on recovery. Only the first outcome of an attempt counts: what a query finds out
     * later does not mend that nobody answered.
     *
     * @param before null before the first fact
     */
    public void factDurable(@Nullable Payment before, Payment after, PaymentFact fact) {
        if (fact instanceof PaymentFact.AttemptStarted f) {
            started(f.channel(), f.at());
        } else if (fact instanceof PaymentFact.AttemptConcluded f && !hadOutcome(before, f.attempt())) {
            Attempt attempt = after.attempt(f.attempt());
            Duration latency = Duration.between(attempt.createdAt(), f.at());
            record(attempt.channel(), Verdict.of(f.outcome(), f.rawCode()), latency, f.at());
        }
    }

    private void record(ChannelId channel, Verdict verdict, Duration latency, Instant now) {
        Cell cell = cells.get(channel);
        if (cell != null && verdict != Verdict.SILENT) {
            cell.record(verdict, latency.toMillis(), now.toEpochMilli());
        }
    }

    private static boolean hadOutcome(@Nullable Payment before, int attempt) {
        return before != null
                && attempt <= before.attempts().size()
                && before.attempt(attempt).outcome() != null;
    }

    public HealthView view(Instant now) {
        long nowMs = now.toEpochMilli();
        return channel -> {
            Cell cell = cells.get(channel);
            return cell == null ? ChannelHealth.FRESH : cell.assess(nowMs);
        };
    }

    /** One channel's window behind a lock, and its last assessment in front of it. */
    private static final class Cell {
        private final HealthWindow window;
        private volatile @Nullable Assessed last;

        Cell(HealthWindow window) {
            this.window = window;
        }

        synchronized void started(long nowMs) {
            window.started(nowMs);
            last = null;
        }

        synchronized void record(Verdict verdict, long latencyMs, long nowMs) {
            window.record(verdict, latencyMs, nowMs);
            last = null;
        }

        ChannelHealth assess(long nowMs) {
            long second = Math.floorDiv(nowMs, 1_000L);
            Assessed known = last;
            return known != null && known.second == second ? known.health : assessNow(nowMs, second);
        }

        private synchronized ChannelHealth assessNow(long nowMs, long second) {
            ChannelHealth health = window.assess(nowMs);
            last = new Assessed(second, health);
            return health;
        }
    }

    private record Assessed(long second, ChannelHealth health) {}
}
