package io.everswitch.routing.choice;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.score.Strategy;
import io.everswitch.routing.score.SuccessRates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * The same traffic, hour for hour, against the same channels whose true success rates drift, by weights and by expected value. Each
 * attempt's luck is drawn once and is the same for both. Health is left out (all stay green), so that only the choice differs.
 */
class ValueAgainstWeightsTest {
    private static final int CHANNELS = 12;
    private static final int PAYMENTS = 30_000;
    private static final long STEP_MS = 240;
    private static final long BEGIN_MS = 1_800_000_000_000L;

    /** A channel's true rate over time: slow waves of its own, and one bad quarter of an hour. */
    private record Truth(double mean, double wave, double phase, long badFromMs) {
        double rate(long ms) {
            boolean bad = ms >= badFromMs && ms < badFromMs + 900_000;
            double rate = mean + wave * Math.sin(ms / 1_200_000.0 + phase) - (bad ? 0.4 : 0);
            return Math.max(0.02, Math.min(0.995, rate));
        }
    }

    /** What came of it. */
    private record Sum(long approved, long approvedMinor, long feeMinor) {
        static final String HEAD =
                String.format("%-16s %10s %16s %12s %9s", "", "approved", "approved minor", "fee minor", "fee");

        Sum plus(Sum other) {
            return new Sum(approved + other.approved, approvedMinor + other.approvedMinor, feeMinor + other.feeMinor);
        }

        double feePercent() {
            return 100.0 * feeMinor / approvedMinor;
        }

        String row(String name) {
            return String.format("%-16s %10d %16d %12d %8.3f%%", name, approved, approvedMinor, feeMinor, feePercent());
        }

        Sum plus(long minor, long fee) {
            return new Sum(approved + 1, approvedMinor + minor, feeMinor + fee);
        }
    }

    private final List<Truth> truths = new ArrayList<>();
    private final List<RoutedChannel> channels = new ArrayList<>();

    private void world(Random random) {
        truths.clear();
        channels.clear();
        for (int i = 0; i < CHANNELS; i++) {
            truths.add(new Truth(
                    0.82 + random.nextDouble() * 0.14, random.nextDouble() * 0.06, random.nextDouble() * 6.28, (long)
                            (random.nextDouble() * PAYMENTS * STEP_MS)));
            channels.add(new RoutedChannel(
                    new ChannelId("c" + (char) ('a' + i)),
                    new BankId("bank-" + i),
                    Set.of(MeansKind.CARD),
                    Set.of(),
                    Set.of("CNY"),
                    1,
                    10_000_000,
                    100,
                    0,
                    20 + random.nextInt(60),
                    true,
                    false));
        }
    }

    /**
     * Nodes of a switch, each with its part of the payments in turn.
     *
     * @param shared whether each knows all results, or its own alone
     * @param restartEvery after so many payments the nodes forget in turn, as in a rollout; 0: never
     */
    private record Nodes(int count, boolean shared, int restartEvery) {
        static final Nodes ONE = new Nodes(1, false, 0);
    }

    private Sum run(Strategy strategy, long seed) {
        return run(strategy, seed, Nodes.ONE);
    }

    private Sum run(Strategy strategy, long seed, Nodes nodes) {
        SuccessRates[] rates = new SuccessRates[nodes.count()];
        Arrays.setAll(rates, i -> new SuccessRates());
        AtomicLong now = new AtomicLong(BEGIN_MS);
        AtomicInteger at = new AtomicInteger();
        RoutingSettings settings =
                new RoutingSettings(0, RoutingTable.of(channels), Degradations.NONE, List.of(), strategy);
        ChannelRouter router = new ChannelRouter(
                id -> true,
                new ChannelRouter.Live(
                        () -> settings,
                        () -> id -> ChannelHealth.FRESH,
                        (id, method, nowMs) -> rates[at.get()].rate(id, method, nowMs),
                        () -> RateShare.WHOLE,
                        now::get));
        Sum sum = new Sum(0, 0, 0);
        Random traffic = new Random(seed);
        for (int i = 0; i < PAYMENTS; i++) {
            at.set(i % nodes.count());
            if (nodes.restartEvery() > 0 && i % nodes.restartEvery() == nodes.restartEvery() - 1) {
                int restarted = i / nodes.restartEvery() % nodes.count();
                SuccessRates other = rates[(restarted + 1) % nodes.count()];
                rates[restarted] = nodes.shared() ? other : new SuccessRates();
            }
            long minor = 100 + (long) Math.exp(traffic.nextGaussian() * 1.2 + 8.5);
            long spread = traffic.nextLong();
            double luck = traffic.nextDouble();
            ChannelId chosen = requireNonNull(router.route(new RouteRequest(
                            new MerchantId("m"),
                            MeansKind.CARD,
                            null,
                            "visa",
                            Money.of(Math.min(minor, 9_000_000), "CNY"),
                            Set.of(),
                            false,
                            spread))
                    .channel());
            int number = chosen.value().charAt(1) - 'a';
            boolean good = luck < truths.get(number).rate(now.get() - BEGIN_MS);
            if (nodes.shared()) {
                Set<SuccessRates> each = Collections.newSetFromMap(new IdentityHashMap<>());
                each.addAll(List.of(rates));
                each.forEach(one -> one.record(chosen, MeansKind.CARD, good, now.get()));
            } else {
                rates[at.get()].record(chosen, MeansKind.CARD, good, now.get());
            }
            if (good) {
                sum = sum.plus(Math.min(minor, 9_000_000), channels.get(number).feeMinor(Math.min(minor, 9_000_000)));
            }
            now.addAndGet(STEP_MS);
        }
        return sum;
    }

    private static final int WORLDS = 4;

    @Test
    void expectedValue_approvesMoreMoneyForALowerFee() {
        Sum weights = new Sum(0, 0, 0);
        Sum value = new Sum(0, 0, 0);
        for (long seed = 1; seed <= WORLDS; seed++) {
            world(new Random(seed));
            weights = weights.plus(run(Strategy.DEFAULT, seed));
            value = value.plus(run(new Strategy(Strategy.Kind.EXPECTED_VALUE, 2, 1, 100_000), seed));
        }
        System.out.printf(
                "%d worlds, %d payments each, %d channels%n%s%n%s%n%s%n",
                WORLDS, PAYMENTS, CHANNELS, Sum.HEAD, weights.row("weights"), value.row("expected value"));
        assertTrue(value.approvedMinor() > weights.approvedMinor() * 1.05, "approves more");
        assertTrue(value.feePercent() <= weights.feePercent(), "at no higher fee");
    }

    /** Whether nodes should tell each other what they have seen: the same traffic by one node, and by three, alone and together. */
    @Test
    void threeNodes_sharingResults_againstEachItsOwn() {
        Strategy strategy = new Strategy(Strategy.Kind.EXPECTED_VALUE, 2, 1, 100_000);
        Map<String, Nodes> ways = new LinkedHashMap<>();
        ways.put("one", Nodes.ONE);
        ways.put("three, own", new Nodes(3, false, 0));
        ways.put("three, shared", new Nodes(3, true, 0));
        // One of them every ten minutes.
        ways.put("own, rollout", new Nodes(3, false, 2_500));
        ways.put("shared, rollout", new Nodes(3, true, 2_500));
        Map<String, Sum> sums = new LinkedHashMap<>();
        System.out.println(Sum.HEAD);
        ways.forEach((name, nodes) -> {
            Sum sum = new Sum(0, 0, 0);
            for (long seed = 1; seed <= WORLDS; seed++) {
                world(new Random(seed));
                sum = sum.plus(run(strategy, seed, nodes));
            }
            sums.put(name, sum);
            System.out.println(sum.row(name));
        });
        // As long as this holds, a protocol to share rates would buy less than half a per cent.
        assertTrue(net(sums, "three, own") > 0.995 * net(sums, "three, shared"), "three nodes, each its own rates");
        assertTrue(
                net(sums, "own, rollout") > 0.995 * net(sums, "shared, rollout"), "and one restarts every ten minutes");
    }

    private static double net(Map<String, Sum> sums, String name) {
        Sum sum = requireNonNull(sums.get(name));
        return (double) sum.approvedMinor() - sum.feeMinor();
    }
}
