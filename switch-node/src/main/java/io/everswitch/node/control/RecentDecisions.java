package io.everswitch.node.control;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.domain.port.Router;
import io.everswitch.routing.choice.RoutedChannel;
import io.everswitch.routing.choice.RoutingTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The last requests for a route, overwritten in turn. Thread-safe, no lock: a request is one reference in one place. */
final class RecentDecisions {
    /** At 100 attempts a second the last 40 seconds, at 10 the last 7 minutes; a few hundred kilobytes. */
    static final int KEPT = 4_096;
    /** What is older says nothing of now. */
    static final long WINDOW_MS = 5 * 60_000L;

    private final AtomicReferenceArray<@Nullable RecordedDecision> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong next = new AtomicLong();

    /** Requests that nobody could serve count too: another setting may serve them. */
    void add(RecordedDecision decision) {
        ring.set((int) (next.getAndIncrement() % KEPT), decision);
    }

    /** Those of the window, the oldest first. */
    List<RecordedDecision> all(long nowMs) {
        List<RecordedDecision> all = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            RecordedDecision decision = ring.get(i);
            if (decision != null && nowMs - decision.atMs() <= WINDOW_MS) {
                all.add(decision);
            }
        }
        all.sort(Comparator.comparingLong(RecordedDecision::atMs));
        return all;
    }

    /** One side of a comparison: how decisions are made, and what channels cost. */
    record Side(Router router, RoutingTable table) {}

    /**
     * Both decide anew, by the state of the channels now and at the time at which each was asked, so that only the settings differ.
     *
     * @param time what the clock of both routers says: set to each decision's time
     */
    static Preview compare(List<RecordedDecision> all, Side as, Side other, AtomicLong time, long nowMs) {
        Map<ChannelId, RoutedChannel> costBefore = byId(as.table());
        Map<ChannelId, RoutedChannel> costAfter = byId(other.table());
        int moved = 0;
        int unroutable = 0;
        Map<String, Preview.Difference> changes = new TreeMap<>();
        for (RecordedDecision one : all) {
            RouteRequest request = one.request();
            time.set(one.atMs());
            ChannelId before = as.router().route(request).channel();
            ChannelId after = other.router().route(request).channel();
            long amount = request.amount().minor();
            count(changes, before, new Preview.Difference(1, 0, amount, 0, fee(costBefore, before, amount), 0));
            count(changes, after, new Preview.Difference(0, 1, 0, amount, 0, fee(costAfter, after, amount)));
            if (after == null) {
                unroutable += before == null ? 0 : 1;
            } else {
                moved += after.equals(before) ? 0 : 1;
            }
        }
        changes.values()
                .removeIf(change -> change.before() == change.after() && change.feeBefore() == change.feeAfter());
        long windowMs = all.isEmpty() ? 0 : nowMs - all.get(0).atMs();
        return new Preview(windowMs, all.size(), moved, unroutable, changes);
    }

    private static Map<ChannelId, RoutedChannel> byId(RoutingTable table) {
        Map<ChannelId, RoutedChannel> byId = new HashMap<>();
        table.channels().forEach(channel -> byId.put(channel.id(), channel));
        return byId;
    }

    private static long fee(Map<ChannelId, RoutedChannel> channels, @Nullable ChannelId id, long amount) {
        RoutedChannel channel = id == null ? null : channels.get(id);
        return channel == null ? 0 : channel.feeMinor(amount);
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
                            one.amountAfter() + two.amountAfter(),
                            one.feeBefore() + two.feeBefore(),
                            one.feeAfter() + two.feeAfter()));
        }
    }
}
