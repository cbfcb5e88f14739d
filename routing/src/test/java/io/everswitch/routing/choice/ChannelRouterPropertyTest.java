package io.everswitch.routing.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.health.HealthView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random tables, requests and healths against a second, plain reading of the rules. Seeds are printed. */
final class ChannelRouterPropertyTest {
    private static final ChannelHealth YELLOW = new ChannelHealth(ChannelHealth.Level.YELLOW, 40, false, 50, 10, 0);

    @Test
    void route_randomWorld_neverAnIneligibleChannelAndAlwaysOneIfThereIs() {
        long seed = seed("eligible");
        SplittableRandom random = new SplittableRandom(seed);
        int chosen = 0;
        for (int world = 0; world < 60; world++) {
            List<RoutedChannel> channels = Tables.many(1 + random.nextInt(200), random);
            Map<ChannelId, ChannelHealth> health = healths(channels, random);
            Map<ChannelId, Boolean> up =
                    channels.stream().collect(Collectors.toMap(RoutedChannel::id, c -> random.nextInt(8) > 0));
            HealthView view = id -> health.getOrDefault(id, ChannelHealth.FRESH);
            ChannelRouter router =
                    new ChannelRouter(RoutingTable.of(channels), id -> up.getOrDefault(id, false), () -> view);
            for (int i = 0; i < 200; i++) {
                RouteRequest request = Tables.any(60, random);
                List<RoutedChannel> allowed = channels.stream()
                        .filter(c -> allows(c, request) && up.getOrDefault(c.id(), false))
                        .toList();
                List<RoutedChannel> sound = allowed.stream()
                        .filter(c -> view.of(c.id()).sharePercent() > 0)
                        .toList();
                List<RoutedChannel> weighted =
                        sound.stream().filter(c -> c.weight() > 0).toList();
                List<RoutedChannel> right = !weighted.isEmpty() ? weighted : !sound.isEmpty() ? sound : allowed;
                RouteDecision decision = router.route(request);
                String where = "seed " + seed + ", " + request + " -> " + decision;
                assertEquals(right.isEmpty(), decision.channel() == null, where);
                assertTrue(right.isEmpty() || right.stream().anyMatch(c -> c.id().equals(decision.channel())), where);
                assertTrue(decision.reasons().get(0).startsWith("eligible " + sound.size() + " of "), where);
                assertEquals(decision, router.route(request), where);
                assertTrue(decision.reasons().size() <= 2, where);
                decision.reasons().forEach(r -> assertTrue(r.length() <= Candidates.REASON_CHARS_MAX, r));
                chosen += decision.channel() == null ? 0 : 1;
            }
        }
        // A world in which nothing is ever chosen would prove nothing.
        assertTrue(chosen > 2_000, "seed " + seed + ": only " + chosen + " decisions chose a channel");
    }

    @Test
    void route_manySpreads_followTheWeights() {
        long seed = seed("chi-square");
        SplittableRandom random = new SplittableRandom(seed);
        List<RoutedChannel> channels = java.util.stream.IntStream.range(0, 12)
                .mapToObj(i -> Tables.card("c" + (char) ('a' + i), 1 + random.nextInt(100)))
                .toList();
        Map<ChannelId, Integer> scaled = new HashMap<>();
        channels.forEach(c -> scaled.put(c.id(), c.weight() * (isYellow(c.id()) ? 40 : 100)));
        long sum = scaled.values().stream().mapToLong(Integer::longValue).sum();
        ChannelRouter router = new ChannelRouter(
                RoutingTable.of(channels), id -> true, () -> id -> isYellow(id) ? YELLOW : ChannelHealth.FRESH);
        int draws = 200_000;
        // Also spreads that count up: what a careless caller would pass.
        for (boolean counting : new boolean[] {false, true}) {
            Map<ChannelId, Integer> seen = new HashMap<>();
            for (int i = 0; i < draws; i++) {
                ChannelId id = router.route(Tables.request(500, counting ? i : random.nextLong()))
                        .channel();
                assertNotNull(id);
                seen.merge(id, 1, Integer::sum);
            }
            double chi = 0;
            for (RoutedChannel c : channels) {
                double expected = (double) draws * scaled.getOrDefault(c.id(), 0) / sum;
                double off = seen.getOrDefault(c.id(), 0) - expected;
                chi += off * off / expected;
            }
            // 11 degrees of freedom: above 39.4 by chance once in 20,000 runs.
            assertTrue(chi < 39.4, "seed " + seed + " counting " + counting + ": chi-square " + chi);
        }
    }

    @Test
    void reasons_longestNamesAndAllRules_stayBounded() {
        SplittableRandom random = new SplittableRandom(seed("bounded"));
        for (int i = 0; i < 100; i++) {
            RoutedChannel c = Tables.card("x".repeat(59), 1 + random.nextInt(10_000));
            ChannelHealth bad = new ChannelHealth(
                    ChannelHealth.Level.YELLOW, 1 + random.nextInt(99), true, Integer.MAX_VALUE, 1_999_999_999, 1);
            RouteDecision decision = new ChannelRouter(RoutingTable.of(List.of(c)), id -> true, () -> id -> bad)
                    .route(Tables.request(500, random.nextLong()));
            decision.reasons().forEach(r -> assertTrue(r.length() <= Candidates.REASON_CHARS_MAX, r));
        }
    }

    private static boolean isYellow(ChannelId id) {
        return id.value().charAt(1) % 3 == 0;
    }

    /** The rules once more, written from the design and not from the code. */
    private static boolean allows(RoutedChannel c, RouteRequest r) {
        boolean means = c.methods().contains(r.method())
                && (r.bank() == null || c.bank().equals(r.bank()))
                && (c.brands().isEmpty() || c.brands().contains(r.brand()));
        boolean money = c.currencies().contains(r.amount().currencyCode())
                && r.amount().minor() >= c.amountMin()
                && r.amount().minor() <= c.amountMax();
        return c.enabled() && means && money && !r.tried().contains(c.id()) && !(r.shadow() && c.realBank());
    }

    private static Map<ChannelId, ChannelHealth> healths(List<RoutedChannel> channels, SplittableRandom random) {
        int redsOfTen = random.nextInt(11);
        Map<ChannelId, ChannelHealth> health = new HashMap<>();
        for (RoutedChannel c : channels) {
            if (random.nextInt(10) < redsOfTen) {
                health.put(c.id(), Tables.RED);
            } else if (random.nextBoolean()) {
                health.put(c.id(), YELLOW);
            }
        }
        return health;
    }

    private static long seed(String what) {
        long seed = Long.getLong("everswitch.seed", System.nanoTime());
        System.out.println("ChannelRouterPropertyTest " + what + " seed " + seed);
        return seed;
    }
}
