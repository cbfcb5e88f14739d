package io.everswitch.routing.health;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.routing.degrade.RateShare;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The health windows of all channels at this node, and of each method at channels with several; judged by what this node has
 * seen and what other nodes tell it. Thread-safe: one short lock per channel for writers, so channels never
 * wait for each other; readers take what was assessed within the same second without a lock. A channel that the catalog
 * does not have is ignored when recorded and fresh when asked for: late answers of a channel that was taken out of the
 * catalog are no reason to fail.
 */
public final class ChannelHealthBoard {
    // Never changed after construction. Not Map.copyOf, which divides and compares more per look-up: there is one per
    // candidate.
    private final Map<ChannelId, ChannelCell> cells = new HashMap<>();
    private final Map<String, ChannelCell> byName = new HashMap<>();
    private final HealthEvents events = new HealthEvents();
    /** Of the changes that other nodes are told of. */
    private final AtomicLong versions = new AtomicLong();

    private final HeardSeconds heard;

    /** Of channels whose methods nobody tells apart. */
    public ChannelHealthBoard(Collection<ChannelId> channels, HealthPolicy policy) {
        this(channels.stream().collect(Collectors.toMap(Function.identity(), id -> Set.of())), policy);
    }

    public ChannelHealthBoard(Map<ChannelId, Set<MeansKind>> channels, HealthPolicy policy) {
        channels.forEach(
                (id, methods) -> cells.put(id, new ChannelCell(id.value(), methods, policy, events, versions)));
        cells.forEach((id, cell) -> byName.put(id.value(), cell));
        heard = new HeardSeconds(policy.windowSeconds());
    }

    /** Told of every turn from now on, while a channel is locked: quick, and must not ask the board. */
    public void listen(Consumer<HealthEvent> listener) {
        events.listen(listener);
    }

    /** An attempt is handed to the channel now. Optional: bounds the probes of a channel that comes back. */
    public void started(ChannelId channel, Instant now) {
        started(channel, null, now);
    }

    private void started(ChannelId channel, @Nullable MeansKind method, Instant now) {
        ChannelCell cell = cells.get(channel);
        if (cell != null) {
            cell.started(method, now.toEpochMilli());
        }
    }

    /** @param latency from sending until this result */
    public void record(ChannelId channel, AttemptAnswer.Kind kind, String rawCode, Duration latency, Instant now) {
        Verdict verdict = Verdict.of(kind, rawCode);
        ChannelCell cell = cells.get(channel);
        if (cell != null && verdict != Verdict.SILENT) {
            // ACCEPTED is silent: every other kind has the name of an outcome.
            Symptom symptom = Symptom.of(verdict, Outcome.valueOf(kind.name()), rawCode);
            cell.record(null, symptom, new ChannelCell.Timing(latency.toMillis(), now.toEpochMilli()));
        }
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
            started(f.channel(), method(after), f.at());
        } else if (fact instanceof PaymentFact.AttemptConcluded f && !hadOutcome(before, f.attempt())) {
            Attempt attempt = after.attempt(f.attempt());
            Verdict verdict = Verdict.of(f.outcome(), f.rawCode());
            ChannelCell cell = cells.get(attempt.channel());
            if (cell != null && verdict != Verdict.SILENT) {
                long latencyMs = Duration.between(attempt.createdAt(), f.at()).toMillis();
                Symptom symptom = Symptom.of(verdict, f.outcome(), f.rawCode());
                cell.record(method(after), symptom, new ChannelCell.Timing(latencyMs, f.at().toEpochMilli()));
            }
        }
    }

    private static @Nullable MeansKind method(Payment payment) {
        return payment.means() == null ? null : payment.means().kind();
    }

    private static boolean hadOutcome(@Nullable Payment before, int attempt) {
        return before != null
                && attempt <= before.attempts().size()
                && before.attempt(attempt).outcome() != null;
    }

    public HealthView view(Instant now) {
        long nowMs = now.toEpochMilli();
        return new HealthView() {
            @Override
            public ChannelHealth of(ChannelId channel) {
                return assess(channel, null, nowMs);
            }

            @Override
            public ChannelHealth of(ChannelId channel, MeansKind method) {
                return assess(channel, method, nowMs);
            }

            @Override
            public String reason(ChannelId channel, MeansKind method) {
                ChannelCell cell = cells.get(channel);
                return cell == null ? "" : cell.reason(method, nowMs);
            }
        };
    }

    private ChannelHealth assess(ChannelId channel, @Nullable MeansKind method, long nowMs) {
        ChannelCell cell = cells.get(channel);
        return cell == null ? ChannelHealth.FRESH : cell.assess(method, nowMs);
    }

    /**
     * Each channel by its own numbers from now on; nothing that was counted is forgotten.
     *
     * @param policies with the window and the ramp that the board began with
     */
    public void become(Function<ChannelId, HealthPolicy> policies) {
        cells.forEach((id, cell) -> cell.become(policies.apply(id)));
    }

    /** Now and then: turns that come with time, and this node's part of the probes. */
    public void tick(RateShare share, Instant now) {
        cells.values().forEach(cell -> cell.tick(share, now.toEpochMilli()));
    }

    /** The whole channel first, then its methods if it has several; empty for a channel that is not in the catalog. */
    public List<HealthReport> reports(ChannelId channel, Instant now) {
        ChannelCell cell = cells.get(channel);
        return cell == null ? List.of() : cell.reports(now.toEpochMilli());
    }

    /** The last turns, newest first. */
    public List<HealthEvent> events(ChannelId channel) {
        return events.of(channel.value());
    }

    /**
     * What this node has seen since a version, oldest change first.
     *
     * @param since what the other one knows of; 0: nothing
     * @param max number of seconds in one message
     */
    public NodeNumbers numbers(String node, long epoch, long since, int max) {
        // Before looking: what is counted meanwhile may be in it or not, and is told again next time.
        long upTo = versions.get();
        List<OwnSeconds.Change> changes = new ArrayList<>();
        if (upTo > since) {
            cells.values().forEach(cell -> cell.changes(since, changes));
        }
        changes.sort(Comparator.comparingLong(OwnSeconds.Change::version));
        boolean more = changes.size() > max;
        List<OwnSeconds.Change> told = more ? changes.subList(0, max) : changes;
        long reached = more ? Math.min(upTo, told.get(max - 1).version()) : upTo;
        return new NodeNumbers(
                node,
                epoch,
                reached,
                more,
                told.stream().map(OwnSeconds.Change::second).toList());
    }

    /** What another node has seen. Twice the same, or an old one, changes nothing. */
    public void heard(NodeNumbers numbers, Instant now) {
        long nowMs = now.toEpochMilli();
        long nowSecond = now.getEpochSecond();
        synchronized (heard) {
            if (!heard.begin(numbers, nowSecond)) {
                return;
            }
            for (NodeNumbers.Second second : numbers.seconds()) {
                ChannelCell cell = byName.get(second.channel());
                if (cell == null) {
                    continue;
                }
                Tally news = heard.news(numbers.node(), second, nowSecond);
                if (!news.equals(Tally.NONE)) {
                    cell.heard(second.method(), second.second(), news, nowMs);
                }
            }
        }
    }
}
