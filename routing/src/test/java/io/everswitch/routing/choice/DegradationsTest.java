package io.everswitch.routing.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradation;
import io.everswitch.routing.degrade.Degradation.Action;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.degrade.Schedule;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.score.Strategy;
import io.everswitch.routing.score.SuccessView;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DegradationsTest {
    private static final ChannelId A = new ChannelId("a");
    private static final ChannelId B = new ChannelId("b");
    private static final ChannelId C = new ChannelId("c");
    private static final RoutingTable TABLE =
            RoutingTable.of(List.of(channel("a", "bank-1"), channel("b", "bank-1"), channel("c", "bank-2")));
    private static final ChannelHealth RED = new ChannelHealth(ChannelHealth.Level.RED, 0, false, 10, 9, 0);

    private Degradations degradations = Degradations.NONE;
    private RateShare share = RateShare.WHOLE;
    private final Map<ChannelId, ChannelHealth> healths = new HashMap<>();
    private long nowMs = 1_800_000_000_000L;
    private final ChannelRouter router = new ChannelRouter(
            id -> true,
            new ChannelRouter.Live(
                    () -> new RoutingSettings(7, TABLE, degradations, List.of(), Strategy.DEFAULT),
                    () -> id -> healths.getOrDefault(id, ChannelHealth.FRESH),
                    SuccessView.ALIKE,
                    () -> share,
                    () -> nowMs));

    private static RoutedChannel channel(String id, String bank) {
        return new RoutedChannel(
                new ChannelId(id),
                new BankId(bank),
                Set.of(MeansKind.CARD, MeansKind.BANK_ACCOUNT),
                Set.of(),
                Set.of("CNY"),
                1,
                1_000_000,
                100,
                0,
                0,
                true,
                false);
    }

    private static Degradation.Scope of(@Nullable ChannelId channel) {
        return new Degradation.Scope(channel, null, null, null, 0, Long.MAX_VALUE);
    }

    private static Degradation.Scope ofBank(String bank) {
        return new Degradation.Scope(null, new BankId(bank), null, null, 0, Long.MAX_VALUE);
    }

    private static Degradation does(Action action, Degradation.Scope scope) {
        return new Degradation(action.name() + scope.hashCode(), scope, action, 0, 0);
    }

    private void stand(Degradation... all) {
        degradations = Degradations.of(List.of(all), degradations);
    }

    private static RouteRequest request(long amount, long spread, ChannelId... tried) {
        return new RouteRequest(
                new MerchantId("m"),
                MeansKind.CARD,
                null,
                "visa",
                Money.of(amount, "CNY"),
                Set.of(tried),
                false,
                spread);
    }

    private Map<ChannelId, Integer> chosen(int times) {
        Map<ChannelId, Integer> chosen = new HashMap<>();
        for (int i = 0; i < times; i++) {
            ChannelId channel = router.route(request(500, i)).channel();
            if (channel != null) {
                chosen.merge(channel, 1, Integer::sum);
            }
        }
        return chosen;
    }

    @Test
    void nothing_changesNothing() {
        assertEquals(Set.of(A, B, C), chosen(100).keySet());
        assertEquals(
                "eligible 3 of 3 by settings 7",
                router.route(request(500, 1)).reasons().get(0));
    }

    @Test
    void stop_channel_getsNothingWhateverIsLeft() {
        stand(does(Action.STOP, of(A)));
        assertEquals(Set.of(B, C), chosen(100).keySet());
        RouteDecision last = router.route(request(500, 1, B, C));
        assertNull(last.channel());
        assertEquals(
                "eligible 0 of 3 by settings 7: 2 tried, 1 stopped",
                last.reasons().get(0));
        healths.put(A, RED);
        assertNull(router.route(request(500, 1, B, C)).channel(), "the least bad red one neither");
    }

    @Test
    void stop_bank_isAllItsChannels() {
        stand(does(Action.STOP, ofBank("bank-1")));
        assertEquals(Set.of(C), chosen(100).keySet());
    }

    @Test
    void stop_onlyWhatIsInScope() {
        stand(does(Action.STOP, new Degradation.Scope(A, null, MeansKind.CARD, "CNY", 1_000, 2_000)));
        assertTrue(chosen(100).containsKey(A), "500 is below the band");
        Set<ChannelId> inBand = new HashSet<>();
        IntStream.range(0, 100).forEach(i -> {
            ChannelId channel = router.route(request(1_000, i)).channel();
            if (channel != null) {
                inBand.add(channel);
            }
        });
        assertEquals(Set.of(B, C), inBand);
    }

    @Test
    void drain_getsNothingWhileAnotherIsLeft() {
        stand(does(Action.DRAIN, of(A)));
        assertEquals(Set.of(B, C), chosen(100).keySet());
        assertEquals(A, router.route(request(500, 1, B, C)).channel());
    }

    @Test
    void drain_ofAll_changesNothing() {
        stand(does(Action.DRAIN, new Degradation.Scope(null, null, MeansKind.CARD, null, 0, Long.MAX_VALUE)));
        assertEquals(Set.of(A, B, C), chosen(100).keySet());
    }

    @Test
    void prefer_getsAllWhileItIsHealthy() {
        stand(does(Action.PREFER, ofBank("bank-1")));
        assertEquals(Set.of(A, B), chosen(100).keySet());
        healths.put(A, RED);
        healths.put(B, RED);
        assertEquals(Set.of(C), chosen(100).keySet());
    }

    @Test
    void capPercent_letsThatManyThrough() {
        stand(new Degradation("cap", of(A), Action.CAP_PERCENT, 30, 0));
        int through = 0;
        for (int i = 0; i < 10_000; i++) {
            through += A.equals(router.route(request(500, i, B, C)).channel()) ? 1 : 0;
        }
        assertEquals(3_000.0, through, 150.0);
        stand(new Degradation("cap", of(A), Action.CAP_PERCENT, 0, 0));
        assertEquals(Set.of(B, C), chosen(200).keySet());
    }

    @Test
    void capRate_neverMoreInASecond() {
        stand(new Degradation("cap", of(A), Action.CAP_RATE, 0, 5));
        Map<ChannelId, Integer> first = chosen(100);
        assertEquals(5, first.get(A));
        assertEquals(100, first.values().stream().mapToInt(Integer::intValue).sum(), "the others go elsewhere");
        assertNull(router.route(request(500, 1, B, C)).channel());
        nowMs += 1_000;
        assertEquals(5, chosen(100).get(A));
        nowMs -= 1_000;
        assertNull(chosen(100).get(A), "a clock that steps back gives nothing away");
    }

    @Test
    void capRate_anotherChangeOfSettings_doesNotBeginAnew() {
        stand(new Degradation("cap", of(A), Action.CAP_RATE, 0, 5));
        chosen(100);
        stand(new Degradation("cap", of(A), Action.CAP_RATE, 0, 5), does(Action.DRAIN, of(B)));
        assertNull(chosen(100).get(A));
    }

    @Test
    void capRate_nodesTogether_neverMore() {
        for (int nodes = 1; nodes <= 7; nodes++) {
            int sum = 0;
            for (int node = 0; node < nodes; node++) {
                share = new RateShare(node, nodes);
                degradations = Degradations.NONE;
                stand(new Degradation("cap", of(A), Action.CAP_RATE, 0, 5));
                sum += chosen(100).getOrDefault(A, 0);
            }
            assertEquals(5, sum, nodes + " nodes");
        }
    }

    @Test
    void capRate_underConcurrency_neverMore() throws Exception {
        stand(new Degradation("cap", of(A), Action.CAP_RATE, 0, 50));
        AtomicInteger through = new AtomicInteger();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            long base = t * 1_000L;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 1_000; i++) {
                    if (A.equals(router.route(request(500, base + i)).channel())) {
                        through.incrementAndGet();
                    }
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        assertEquals(50, through.get());
    }

    /** Whatever stands and however sick the channels are: a stopped one is never chosen, and a free healthy one is never missed. */
    @Test
    void any_neverPicksWhatIsStopped() {
        long seed = System.nanoTime();
        System.out.println("degradations seed " + seed);
        Random random = new Random(seed);
        List<ChannelId> ids = List.of(A, B, C);
        for (int round = 0; round < 3_000; round++) {
            Set<ChannelId> stopped = new HashSet<>();
            Set<Degradation> all = new HashSet<>();
            healths.clear();
            for (ChannelId id : ids) {
                if (random.nextInt(3) == 0) {
                    healths.put(id, RED);
                }
                int what = random.nextInt(4);
                if (what == 0) {
                    stopped.add(id);
                    all.add(does(Action.STOP, of(id)));
                } else if (what == 1) {
                    all.add(does(Action.DRAIN, of(id)));
                }
                if (random.nextInt(3) == 0) {
                    all.add(does(Action.PREFER, of(id)));
                }
            }
            degradations = Degradations.of(all, Degradations.NONE);
            ChannelId channel = router.route(request(500, random.nextLong())).channel();
            if (channel == null) {
                assertEquals(Set.copyOf(ids), stopped);
            } else {
                assertTrue(!stopped.contains(channel), "stopped " + stopped + " chose " + channel);
            }
        }
    }

    @Test
    void bad_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> of(null));
        assertThrows(IllegalArgumentException.class, () -> new Degradation.Scope(A, null, null, null, 2_000, 1_000));
        assertThrows(IllegalArgumentException.class, () -> new Degradation("x", of(A), Action.CAP_PERCENT, 101, 0));
        Degradation one = does(Action.STOP, of(A));
        Degradation other = new Degradation(one.id(), of(B), Action.STOP, 0, 0);
        assertNotEquals(one, other);
        assertThrows(IllegalArgumentException.class, () -> Degradations.of(List.of(one, other), Degradations.NONE));
    }

    @Test
    void scheduled_standsOnlyInItsTime() {
        Schedule schedule = Schedule.once(Instant.ofEpochMilli(1_000), Instant.ofEpochMilli(2_000));
        Degradations all = Degradations.of(
                List.of(
                        new Degradation("night", of(A), Action.STOP, 0, 0, schedule),
                        new Degradation("cap", of(B), Action.CAP_RATE, 0, 0, schedule)),
                Degradations.NONE);
        BankId bank = new BankId("jade");
        for (long at : new long[] {999, 1_000, 1_999, 2_000}) {
            boolean on = at >= 1_000 && at < 2_000;
            assertEquals(
                    on ? Degradations.Verdict.STOPPED : Degradations.Verdict.FREE,
                    all.verdict(A, bank, request(5, 1), RateShare.WHOLE, at));
            assertEquals(!on, all.take(B, bank, request(5, 1), RateShare.WHOLE, at), "at " + at);
            assertEquals(on, all.isMaintained(A, bank, MeansKind.CARD, at));
            assertFalse(all.isMaintained(new ChannelId("c"), bank, MeansKind.CARD, at));
        }
    }
}
