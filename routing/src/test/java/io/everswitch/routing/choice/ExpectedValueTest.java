package io.everswitch.routing.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradation;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.score.Strategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Through the router, as decisions are made. */
class ExpectedValueTest {
    private static final ChannelId A = new ChannelId("a");
    private static final ChannelId B = new ChannelId("b");
    private static final ChannelId C = new ChannelId("c");
    private static final ChannelId RESERVE = new ChannelId("r");
    private static final Strategy VALUE = new Strategy(Strategy.Kind.EXPECTED_VALUE, 2, 1, 100_000);

    private final Map<ChannelId, Double> rates = new HashMap<>();
    private final Map<ChannelId, ChannelHealth> healths = new HashMap<>();
    private Degradations degradations = Degradations.NONE;
    private Strategy strategy = VALUE;

    private final RoutingTable table = RoutingTable.of(
            List.of(channel(A, 100, 60), channel(B, 100, 60), channel(C, 300, 20), channel(RESERVE, 0, 0)));
    private final ChannelRouter router = new ChannelRouter(
            id -> true,
            new ChannelRouter.Live(
                    () -> new RoutingSettings(1, table, degradations, List.of(), strategy),
                    () -> id -> healths.getOrDefault(id, ChannelHealth.FRESH),
                    (id, method, nowMs) -> rates.getOrDefault(id, 0.9),
                    () -> RateShare.WHOLE,
                    () -> 0));

    private static RoutedChannel channel(ChannelId id, int weight, int basisPoints) {
        return new RoutedChannel(
                id,
                new BankId("jade"),
                Set.of(MeansKind.CARD),
                Set.of(),
                Set.of("CNY"),
                1,
                10_000_000,
                weight,
                0,
                basisPoints,
                true,
                false);
    }

    private RouteDecision decide(long amount, long spread) {
        return router.route(new RouteRequest(
                new MerchantId("m"), MeansKind.CARD, null, "visa", Money.of(amount, "CNY"), Set.of(), false, spread));
    }

    private Map<ChannelId, Integer> chosen(long amount) {
        Map<ChannelId, Integer> chosen = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            ChannelId channel = decide(amount, i).channel();
            if (channel != null) {
                chosen.merge(channel, 1, Integer::sum);
            }
        }
        return chosen;
    }

    private static int of(Map<ChannelId, Integer> chosen, ChannelId channel) {
        return chosen.getOrDefault(channel, 0);
    }

    /** Fees of 60, 60 and 20 of 10,000, a band of 100: parts of 100 × 0.36, 100 × 0.36 and 300 × 1. */
    @Test
    void route_alike_sharesByWeightAndTheCheaperGetsMore() {
        Map<ChannelId, Integer> chosen = chosen(10_000);
        assertEquals(968, of(chosen, A), 120);
        assertEquals(968, of(chosen, B), 120);
        assertEquals(8_065, of(chosen, C), 150);
        assertEquals(0, of(chosen, RESERVE));
    }

    @Test
    void route_oneIsBetter_getsAllButTheExploration() {
        rates.put(B, 0.97);
        Map<ChannelId, Integer> chosen = chosen(10_000);
        assertEquals(9_800, of(chosen, B), 60);
        assertTrue(of(chosen, A) > 20 && of(chosen, C) > 60, "explored: " + chosen);
        RouteDecision decision = decide(10_000, 1);
        assertTrue(decision.reasons().get(1).contains("worth 9640: rate 0.970, fee 60"), decision.toString());
    }

    /** 1 % more success is worth less than 2 % less fee. */
    @Test
    void route_feeAndRate_areWeighedTogether() {
        strategy = new Strategy(Strategy.Kind.EXPECTED_VALUE, 0, 0, 0);
        rates.put(A, 0.903);
        assertEquals(10_000, of(chosen(10_000), C));
        rates.put(A, 0.905);
        assertEquals(10_000, of(chosen(10_000), A));
    }

    /** A and B cost the same, and are tried by their weights too where they are only explored. */
    @Test
    void route_withoutABand_equalsShareByWeight() {
        strategy = new Strategy(Strategy.Kind.EXPECTED_VALUE, 0, 0, 0);
        rates.put(C, 0.5);
        Map<ChannelId, Integer> chosen = chosen(10_000);
        assertEquals(5_000, of(chosen, A), 200);
        assertEquals(5_000, of(chosen, B), 200);
        strategy = new Strategy(Strategy.Kind.EXPECTED_VALUE, 10, 0, 1_000_000);
        rates.put(B, 0.5);
        Map<ChannelId, Integer> explored = chosen(10_000);
        assertEquals(250, of(explored, B), 70);
        assertEquals(750, of(explored, C), 100);
    }

    @Test
    void route_largeAmount_isNotExploredWith() {
        rates.put(B, 0.97);
        assertEquals(10_000, of(chosen(100_001), B));
    }

    @Test
    void route_bestIsUnwell_getsItsHealthsShareAndIsNotExplored() {
        rates.put(B, 0.99);
        healths.put(B, new ChannelHealth(ChannelHealth.Level.YELLOW, 30, false, 50, 10, 40));
        Map<ChannelId, Integer> chosen = chosen(10_000);
        assertEquals(3_000, of(chosen, B), 200);
        rates.put(B, 0.5);
        assertEquals(0, of(chosen(10_000), B), "a weak channel in trouble");
    }

    @Test
    void route_allUnwell_theBestTakesItNevertheless() {
        ChannelHealth none = new ChannelHealth(ChannelHealth.Level.YELLOW, 1, true, 50, 10, 40);
        healths.putAll(Map.of(A, none, B, none, C, none));
        Map<ChannelId, Integer> chosen = chosen(10_000);
        assertEquals(
                10_000, chosen.values().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void route_stopped_isNeverChosenHoweverGood() {
        rates.put(B, 0.99);
        degradations = Degradations.of(
                List.of(new Degradation(
                        "stop",
                        new Degradation.Scope(B, null, null, null, 0, Long.MAX_VALUE),
                        Degradation.Action.STOP,
                        0,
                        0)),
                Degradations.NONE);
        assertEquals(0, of(chosen(10_000), B));
    }

    @Test
    void route_sameRequest_sameAnswer() {
        rates.put(B, 0.93);
        for (int i = 0; i < 500; i++) {
            assertEquals(decide(500, i), decide(500, i));
        }
    }
}
