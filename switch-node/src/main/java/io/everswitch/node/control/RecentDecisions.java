package io.everswitch.node.control;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.domain.port.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The last requests for a route, overwritten in turn. Thread-safe, no lock: a request is one reference in one place. */
final class RecentDecisions {
    /** At 100 attempts a second the last 40 seconds, at 10 the last 7 minutes; a few hundred kilobytes. */
    static final int KEPT = 4_096;
    /** What is older says nothing of now. */
    static final long WINDOW_MS = 5 * 60_000L;

    private record Asked(RouteRequest request, long atMs) {}

    private final AtomicReferenceArray<@Nullable Asked> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong next = new AtomicLong();

    /** Requests that nobody could serve count too: another setting may serve them. */
    void add(RouteRequest request, long nowMs) {
        ring.set((int) (next.getAndIncrement() % KEPT), new Asked(request, nowMs));
    }

    /**
     * Both decide anew, by the state of the channels now and at the time at which each was asked, so that only the settings differ.
     *
     * @param as makes a router from its clock
     */
    Preview preview(Function<LongSupplier, Router> as, Function<LongSupplier, Router> other, long nowMs) {
        List<Asked> all = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            Asked asked = ring.get(i);
            if (asked != null && nowMs - asked.atMs() <= WINDOW_MS) {
                all.add(asked);
            }
        }
        all.sort(Comparator.comparingLong(Asked::atMs));
        AtomicLong time = new AtomicLong();
        return compare(all, as.apply(time::get), other.apply(time::get), time, nowMs);
    }

    private static Preview compare(List<Asked> asked, Router as, Router other, AtomicLong time, long nowMs) {
        int moved = 0;
        int unroutable = 0;
        Map<String, Preview.Difference> all = new TreeMap<>();
        for (Asked one : asked) {
            RouteRequest request = one.request();
            time.set(one.atMs());
            ChannelId before = as.route(request).channel();
            ChannelId after = other.route(request).channel();
            long amount = request.amount().minor();
            count(all, before, new Preview.Difference(1, 0, amount, 0));
            count(all, after, new Preview.Difference(0, 1, 0, amount));
            if (after == null) {
                unroutable += before == null ? 0 : 1;
            } else {
                moved += after.equals(before) ? 0 : 1;
            }
        }
        all.values().removeIf(change -> change.before() == change.after());
        long windowMs = asked.isEmpty() ? 0 : nowMs - asked.get(0).atMs();
        return new Preview(windowMs, asked.size(), moved, unroutable, all);
    }

    private static void count(
            Map<String, Preview.Difference> all, @Nullable ChannelId channel, Preview.Difference more) {
        if (channel != null) {
            all.merge(
                    channel.value(),
                    more,
                    (one, two) -> new Preview.Difference(
                            one.before() + two.before(),
                            one.after() + two.after(),
                            one.amountBefore() + two.amountBefore(),
                            one.amountAfter() + two.amountAfter()));
        }
    }
}
