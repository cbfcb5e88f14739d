package io.everswitch.routing.score;

import static java.util.Objects.requireNonNull;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.routing.health.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Success rates by channel and method from this node's own attempts, older ones counting less and less. What the payer alone is the
 * reason for (no funds, a wrong CVC) counts neither way: another channel would not have helped. Few results prove little, so a rate
 * is drawn toward the prior. Thread-safe; a decision reads without a lock.
 */
public final class SuccessRates implements SuccessView {
    /** Of attempts that no payer spoils nine of ten are approved at a usual bank; where nothing is known, this is assumed. */
    public static final double PRIOR_RATE = 0.9;

    /**
     * The prior counts like so many results: after 20 declines in a row a channel is at 0.45, after 60 at 0.23; with 5 a single
     * unlucky payer would cost it a sixth of its rate.
     */
    public static final double PRIOR_RESULTS = 20;

    /** After so long a result counts half: banks change within minutes, and a channel has hundreds of results in ten. */
    private static final double HALF_LIFE_MS = 10 * 60_000.0;

    /** Decayed to a moment. */
    private record Counts(double good, double all, long atMs) {
        Counts at(long nowMs) {
            // A clock that steps back changes nothing.
            if (nowMs <= atMs) {
                return this;
            }
            double left = Math.pow(2, -(nowMs - atMs) / HALF_LIFE_MS);
            return new Counts(good * left, all * left, nowMs);
        }
    }

    /** What was worked out for a second: rates move so little in it that decisions need not work it out each by itself. */
    private record Known(Counts of, long second, double rate) {}

    private static final class Cell {
        private volatile Counts counts = new Counts(0, 0, Long.MIN_VALUE);
        private volatile Known known = new Known(counts, Long.MIN_VALUE, PRIOR_RATE);

        synchronized void add(boolean good, long nowMs) {
            Counts before = counts.atMs() == Long.MIN_VALUE ? new Counts(0, 0, nowMs) : counts.at(nowMs);
            counts = new Counts(before.good() + (good ? 1 : 0), before.all() + 1, before.atMs());
        }

        double rate(long nowMs) {
            Known last = known;
            Counts now = counts;
            long second = nowMs / 1_000;
            if (!last.of().equals(now) || last.second() != second) {
                Counts decayed = now.at(nowMs);
                last = new Known(
                        now, second, (decayed.good() + PRIOR_RATE * PRIOR_RESULTS) / (decayed.all() + PRIOR_RESULTS));
                known = last;
            }
            return last.rate();
        }
    }

    /** Bounded by the catalog: only channels that were chosen have results. */
    private final Map<MeansKind, Map<ChannelId, Cell>> cells = new EnumMap<>(MeansKind.class);

    public SuccessRates() {
        for (MeansKind method : MeansKind.values()) {
            cells.put(method, new ConcurrentHashMap<>());
        }
    }

    @Override
    public double rate(ChannelId channel, MeansKind method, long nowMs) {
        Cell cell = of(method).get(channel);
        return cell == null ? PRIOR_RATE : cell.rate(nowMs);
    }

    @Override
    public double results(ChannelId channel, MeansKind method, long nowMs) {
        Cell cell = of(method).get(channel);
        return cell == null ? 0 : cell.counts.at(nowMs).all();
    }

    public void record(ChannelId channel, MeansKind method, boolean good, long nowMs) {
        of(method).computeIfAbsent(channel, id -> new Cell()).add(good, nowMs);
    }

    private Map<ChannelId, Cell> of(MeansKind method) {
        return requireNonNull(cells.get(method));
    }

    /** Learns from the first outcome of each attempt: what becomes of an unknown one later does not give its payer the time back. */
    public void factDurable(@Nullable Payment before, PaymentFact fact) {
        if (before == null || !(fact instanceof PaymentFact.AttemptConcluded concluded)) {
            return;
        }
        Attempt attempt = before.attempt(concluded.attempt());
        if (attempt.outcome() != null) {
            return;
        }
        Boolean good = good(concluded.outcome(), concluded.rawCode());
        if (good != null) {
            record(
                    attempt.channel(),
                    attempt.means().kind(),
                    good,
                    concluded.at().toEpochMilli());
        }
    }

    /** Null: says nothing of the channel. */
    static @Nullable Boolean good(Outcome outcome, String rawCode) {
        return switch (Verdict.of(outcome, rawCode)) {
            case SILENT -> null;
            case FAULTY -> Boolean.FALSE;
            case SOUND ->
                switch (outcome) {
                    case APPROVED -> Boolean.TRUE;
                    // Another channel may say yes to the same payer: that is what the code means.
                    case DECLINED_RETRIABLE -> Boolean.FALSE;
                    case DECLINED_FINAL, NOT_SENT, UNKNOWN -> null;
                };
        };
    }
}
