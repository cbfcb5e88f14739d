package io.everswitch.routing.choice;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.rule.Rule;
import io.everswitch.routing.rule.RuleException;
import io.everswitch.routing.score.Strategy;
import io.everswitch.routing.score.SuccessRates;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What one decision among 200 eligible channels leaves to the garbage collector, its grounds included. Bytes are the same on every
 * machine, so this holds what the benchmarks measured. Bounds are a good quarter above that.
 */
class AllocationTest {
    private static final int ELIGIBLE = 200;
    private static final int RUNS = 2_000;
    private static final long NOW = 1_800_000_000_000L;

    private static long bytesPerDecision(Strategy strategy, List<Rule> rules, boolean halfRed) {
        List<RoutedChannel> channels = new ArrayList<>();
        SuccessRates rates = new SuccessRates();
        for (int i = 0; i < 500; i++) {
            String id = (i < ELIGIBLE ? "channel-" : "euro-only-") + i;
            RoutedChannel card = Tables.card(id, 1 + i % 100);
            channels.add(
                    i < ELIGIBLE
                            ? card
                            : new RoutedChannel(
                                    card.id(),
                                    card.bank(),
                                    card.methods(),
                                    card.brands(),
                                    java.util.Set.of("EUR"),
                                    card.amountMin(),
                                    card.amountMax(),
                                    card.weight(),
                                    card.feeFixedMinor(),
                                    card.feeBasisPoints(),
                                    true,
                                    false));
            rates.record(new ChannelId(id), MeansKind.CARD, i % 7 != 0, NOW);
        }
        RoutingSettings settings =
                new RoutingSettings(7, RoutingTable.of(channels), Degradations.NONE, rules, strategy);
        ChannelRouter router = new ChannelRouter(
                "node-1",
                id -> true,
                new ChannelRouter.Live(
                        () -> settings,
                        () -> id -> halfRed && id.value().hashCode() % 2 == 0 ? Tables.RED : ChannelHealth.FRESH,
                        rates,
                        () -> RateShare.WHOLE,
                        () -> NOW));
        RouteRequest[] requests = new RouteRequest[64];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = Tables.request(10_000 + i, i * 7_919L);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // The compiler's first tries allocate more; the best of some rounds is what stays.
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < RUNS; i++) {
                router.route(requests[i % requests.length]);
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / RUNS);
        }
        return least;
    }

    private static List<Rule> rules() throws RuleException {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rules.add(Rule.of("r" + i, i, i < 2 ? "amount > 1" : "amount > 999999", "avoid channel-" + i));
        }
        return rules;
    }

    @Test
    void route_200Eligible_allocatesNoMoreThanTheBounds() throws RuleException {
        Strategy value = new Strategy(Strategy.Kind.EXPECTED_VALUE, 2, 1, 100_000);
        long byWeight = bytesPerDecision(Strategy.DEFAULT, List.of(), false);
        long byValue = bytesPerDecision(value, List.of(), false);
        long ruled = bytesPerDecision(value, rules(), false);
        long halfRed = bytesPerDecision(value, List.of(), true);
        System.out.printf(
                "PRINT bytes per decision: by weight %d, by value %d, with rules %d, half red %d%n",
                byWeight, byValue, ruled, halfRed);
        assertTrue(byWeight <= BY_WEIGHT_MAX, "by weight " + byWeight);
        assertTrue(byValue <= BY_VALUE_MAX, "by value " + byValue);
        assertTrue(ruled <= RULED_MAX, "with rules " + ruled);
        assertTrue(halfRed <= HALF_RED_MAX, "half red " + halfRed);
    }

    private static final long BY_WEIGHT_MAX = 6_144;
    private static final long BY_VALUE_MAX = 8_192;
    private static final long RULED_MAX = 22_528;
    private static final long HALF_RED_MAX = 12_288;
}
