package io.everswitch.routing.health;

import io.everswitch.domain.means.MeansKind;
import io.everswitch.routing.degrade.RateShare;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one channel behind a lock, and their last assessment in front of it: one window for the whole channel and, where
 * it has several methods, one for each. Thread-safe.
 */
final class ChannelCell {
    /** What belongs to a result beside what it tells. */
    record Timing(long latencyMs, long nowMs) {}

    private final String channel;
    private final HealthPolicy policy;
    private final HealthEvents events;
    private final AtomicLong versions;
    private final HealthWindow whole;
    private final Map<MeansKind, HealthWindow> methods = new EnumMap<>(MeansKind.class);
    private final Map<String, OwnSeconds> own = new HashMap<>();
    /** Read without the lock. */
    private final Map<String, String> reasons = new ConcurrentHashMap<>();

    private volatile @Nullable Assessed last;

    /** @param versions counts the changes of all channels of this node */
    ChannelCell(
            String channel,
            Collection<MeansKind> kinds,
            HealthPolicy policy,
            HealthEvents events,
            AtomicLong versions) {
        this.channel = channel;
        this.policy = policy;
        this.events = events;
        this.versions = versions;
        this.whole = window("");
        if (kinds.size() > 1) {
            kinds.forEach(kind -> methods.put(kind, window(kind.code())));
        }
    }

    private HealthWindow window(String method) {
        return new HealthWindow(policy, (turn, cause, reason, sharePercent, atMs) -> {
            String text = reason + "; channel " + channel + (method.isEmpty() ? "" : ", " + method);
            reasons.put(method, text);
            events.add(new HealthEvent(Instant.ofEpochMilli(atMs), channel, method, turn, cause, text, sharePercent));
        });
    }

    synchronized void started(@Nullable MeansKind method, long nowMs) {
        last = null;
        whole.started(nowMs);
        HealthWindow one = window(method);
        if (one != null) {
            one.started(nowMs);
        }
        own(method).add(nowMs, Tally.started1(), versions.incrementAndGet());
    }

    synchronized void record(@Nullable MeansKind method, Symptom symptom, Timing timing) {
        last = null;
        long nowMs = timing.nowMs();
        long latencyMs = timing.latencyMs();
        HealthWindow one = window(method);
        OwnSeconds seconds = own(method);
        boolean slow = symptom == Symptom.ANSWERED && seconds.usual().isSlow(latencyMs, nowMs);
        Symptom felt = slow ? Symptom.SLOW : symptom;
        whole.record(felt, latencyMs, nowMs);
        if (one != null) {
            one.record(felt, latencyMs, nowMs);
        }
        if (!whole.isStale(latencyMs, nowMs) && (one == null || !one.isStale(latencyMs, nowMs))) {
            seconds.add(nowMs, Tally.one(felt, latencyMs), versions.incrementAndGet());
            seconds.add(nowMs - latencyMs, Tally.sent1(felt.isFaulty()), versions.incrementAndGet());
        }
    }

    synchronized void heard(String method, long second, Tally news, long nowMs) {
        last = null;
        whole.heard(second, news, nowMs);
        methods.forEach((kind, window) -> {
            if (kind.code().equals(method)) {
                window.heard(second, news, nowMs);
            }
        });
    }

    /** By other numbers from now on; what was counted stays. */
    synchronized void become(HealthPolicy policy) {
        whole.become(policy);
        methods.values().forEach(window -> window.become(policy));
        last = null;
    }

    /** So that turns that time alone makes happen without anybody asking, and by this part of the probes. */
    synchronized void tick(RateShare share, long nowMs) {
        whole.share(share);
        methods.values().forEach(window -> window.share(share));
        last = null;
        assessNow(nowMs, Math.floorDiv(nowMs, 1_000L));
    }

    /** A node that starts must not hear of bad times that are over: it would turn the channel red once more. */
    synchronized void changes(long since, List<OwnSeconds.Change> to) {
        own.forEach((method, seconds) -> {
            long from = whole.cameBackSecond();
            for (Map.Entry<MeansKind, HealthWindow> one : methods.entrySet()) {
                if (one.getKey().code().equals(method)) {
                    from = Math.max(from, one.getValue().cameBackSecond());
                }
            }
            seconds.changes(since, from, to);
        });
    }

    synchronized List<HealthReport> reports(long nowMs) {
        List<HealthReport> reports = new ArrayList<>();
        reports.add(report("", whole, nowMs));
        methods.forEach((kind, window) -> reports.add(report(kind.code(), window, nowMs)));
        return reports;
    }

    private HealthReport report(String method, HealthWindow window, long nowMs) {
        ChannelHealth health = window.assess(nowMs);
        long bound = own.values().stream()
                .filter(seconds -> method.isEmpty() || own.get(method) == seconds)
                .mapToLong(seconds -> seconds.usual().boundMs())
                .min()
                .orElse(Long.MAX_VALUE);
        return new HealthReport(
                method,
                health,
                window.counts(),
                reasons.getOrDefault(method, ""),
                bound == Long.MAX_VALUE ? -1 : bound);
    }

    ChannelHealth assess(@Nullable MeansKind method, long nowMs) {
        long second = Math.floorDiv(nowMs, 1_000L);
        Assessed known = last;
        Assessed now = known != null && known.second == second ? known : assessNow(nowMs, second);
        return method == null ? now.whole : now.of(method);
    }

    /** The last turn of the worse of the channel and the method at it; empty if neither ever turned. */
    String reason(MeansKind method, long nowMs) {
        boolean byMethod =
                assess(null, nowMs).sharePercent() > assess(method, nowMs).sharePercent();
        return reasons.getOrDefault(byMethod ? method.code() : "", "");
    }

    private synchronized Assessed assessNow(long nowMs, long second) {
        ChannelHealth health = whole.assess(nowMs);
        Map<MeansKind, ChannelHealth> each = new EnumMap<>(MeansKind.class);
        methods.forEach((kind, window) -> each.put(kind, worse(health, window.assess(nowMs))));
        Assessed assessed = new Assessed(second, health, each);
        last = assessed;
        return assessed;
    }

    private static ChannelHealth worse(ChannelHealth whole, ChannelHealth one) {
        return one.sharePercent() < whole.sharePercent() ? one : whole;
    }

    private @Nullable HealthWindow window(@Nullable MeansKind method) {
        return method == null ? null : methods.get(method);
    }

    private OwnSeconds own(@Nullable MeansKind method) {
        String code = method == null ? "" : method.code();
        return own.computeIfAbsent(code, key -> new OwnSeconds(channel, key, policy.windowSeconds()));
    }

    /** Of one second; the map is not changed any more. */
    private record Assessed(long second, ChannelHealth whole, Map<MeansKind, ChannelHealth> each) {
        ChannelHealth of(MeansKind method) {
            ChannelHealth one = each.get(method);
            return one == null ? whole : one;
        }
    }
}
