package io.everswitch.routing.choice;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradation;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.health.HealthView;
import io.everswitch.routing.rule.Rule;
import io.everswitch.routing.rule.RuleException;
import io.everswitch.routing.score.Strategy;
import io.everswitch.routing.score.SuccessRates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is journaled of a decision: it tells the same as the decision knew, and stays within its bound. */
class GroundsTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final Strategy VALUE = new Strategy(Strategy.Kind.EXPECTED_VALUE, 0, 1, 0);
    private static final String WHY_RED = "red: 9 of 20 faulty in 60 s: 7 timed out; next try in 5.0 s";

    private final SuccessRates rates = new SuccessRates();
    private final Map<String, ChannelHealth> healths = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Degradation> degradations = new ArrayList<>();

    private final HealthView health = new HealthView() {
        @Override
        public ChannelHealth of(ChannelId channel) {
            return healths.getOrDefault(channel.value(), ChannelHealth.FRESH);
        }

        @Override
        public String reason(ChannelId channel, MeansKind method) {
            return of(channel).sharePercent() == 0 ? WHY_RED + "; channel " + channel + ", card" : "";
        }
    };

    private RouteDecision decide(List<RoutedChannel> channels, Strategy strategy, RouteRequest request) {
        RoutingSettings settings = new RoutingSettings(
                17, RoutingTable.of(channels), Degradations.of(degradations, Degradations.NONE), rules, strategy);
        ChannelRouter router = new ChannelRouter(
                "node-2",
                id -> !id.value().startsWith("off"),
                new ChannelRouter.Live(() -> settings, () -> health, rates, () -> RateShare.WHOLE, () -> NOW));
        return router.route(request);
    }

    private static Grounds read(RouteDecision decision) {
        assertTrue(decision.grounds().length() <= GroundsWriter.CHARS_MAX, decision.grounds());
        return requireNonNull(Grounds.read(decision.grounds()), decision.grounds());
    }

    private static List<RoutedChannel> cards(String... ids) {
        return List.of(ids).stream().map(id -> Tables.card(id, 100)).toList();
    }

    private void degrade(Degradation.Action action, String id, String channel) {
        degradations.add(new Degradation(
                id, new Degradation.Scope(new ChannelId(channel), null, null, null, 0, Long.MAX_VALUE), action, 0, 0));
    }

    private static Grounds.Dropped dropped(Grounds grounds, String why) {
        return grounds.dropped().stream()
                .filter(each -> each.why().equals(why))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody fell for " + why + ": " + grounds));
    }

    @Test
    void route_eachFallsForAnotherCause_groundsNameThemAll() throws RuleException {
        rules.add(Rule.of("no-ruled", 1, "always", "avoid ruled"));
        degrade(Degradation.Action.STOP, "jade-night", "stopped");
        degrade(Degradation.Action.CAP_PERCENT, "half", "capped");
        degrade(Degradation.Action.DRAIN, "slowly", "drained");
        healths.put("sick", Tables.RED);
        List<RoutedChannel> channels =
                cards("a", "b", "off-line", "tried", "stopped", "capped", "drained", "ruled", "sick");
        Grounds grounds = read(decide(channels, VALUE, Tables.request(10_000, 5, "tried")));

        assertEquals(17, grounds.settingsVersion());
        assertEquals("node-2", grounds.node());
        assertEquals("by_worth", grounds.how());
        assertEquals(List.of(2, 3, 9), List.of(grounds.pool(), grounds.eligible(), grounds.of()));
        assertEquals(new Grounds.Dropped("stopped", 1, "jade-night", List.of("stopped")), dropped(grounds, "stopped"));
        assertEquals(new Grounds.Dropped("capped", 1, "half", List.of("capped")), dropped(grounds, "capped"));
        assertEquals(new Grounds.Dropped("rule", 1, "no-ruled", List.of("ruled")), dropped(grounds, "rule"));
        assertEquals(new Grounds.Dropped("tried", 1, "", List.of("tried")), dropped(grounds, "tried"));
        assertEquals(new Grounds.Dropped("down", 1, "", List.of("off-line")), dropped(grounds, "down"));
        assertEquals(new Grounds.Dropped("health red", 1, WHY_RED, List.of("sick")), dropped(grounds, "health red"));
        assertEquals(0, grounds.untold());
    }

    @Test
    void route_byWorth_groundsHaveTheFiguresOfEachCandidate() {
        for (int i = 0; i < 20; i++) {
            rates.record(new ChannelId("poor"), MeansKind.CARD, i % 2 == 0, NOW);
        }
        RouteDecision decision = decide(cards("good", "poor"), VALUE, Tables.request(10_000, 5));
        Grounds grounds = read(decision);
        assertEquals("good", requireNonNull(decision.channel()).value());
        // 10 and a half per cent of the amount.
        assertEquals(
                List.of(
                        new Grounds.Candidate("good", 0.9, 0, 60, 8_940, 100, 100, "green", ""),
                        new Grounds.Candidate("poor", 0.7, 20, 60, 6_940, 100, 100, "green", "")),
                grounds.candidates());
        assertEquals(List.of(0.9, 20.0), List.of(grounds.priorRate(), (double) grounds.priorResults()));
    }

    @Test
    void route_explores_groundsSayIt() {
        Strategy curious = new Strategy(Strategy.Kind.EXPECTED_VALUE, 10, 1, 1_000_000);
        for (int i = 0; i < 50; i++) {
            rates.record(new ChannelId("poor"), MeansKind.CARD, false, NOW);
        }
        long explored = IntStream.range(0, 500)
                .mapToObj(spread -> decide(cards("good", "poor"), curious, Tables.request(10_000, spread)))
                .filter(decision -> read(decision).how().equals("explored"))
                .peek(decision ->
                        assertEquals("poor", read(decision).candidates().get(0).channel()))
                .count();
        assertTrue(explored > 20 && explored < 90, "explored " + explored);
    }

    @Test
    void route_allRed_groundsTellTheLeastBad() {
        healths.put("a", Tables.RED);
        healths.put("b", Tables.RED);
        Grounds grounds = read(decide(cards("a", "b"), Strategy.DEFAULT, Tables.request(10_000, 5)));
        assertEquals("least_bad", grounds.how());
        assertEquals("a", grounds.candidates().get(0).channel());
        assertEquals(WHY_RED, grounds.candidates().get(0).health());
        assertEquals(2, dropped(grounds, "health red").count());
    }

    @Test
    void route_nobodyLeft_groundsTellWhy() {
        degrade(Degradation.Action.STOP, "all-off", "a");
        RouteDecision decision = decide(cards("a"), Strategy.DEFAULT, Tables.request(10_000, 5));
        assertNull(decision.channel());
        assertEquals("none", read(decision).how());
        assertEquals("all-off", dropped(read(decision), "stopped").by());
        assertTrue(read(decision).candidates().isEmpty());
    }

    /** The longest ids that the catalog allows, everything wrong at once: nothing is lost from the count, and nothing is too long. */
    @Test
    void route_anyWorld_groundsAreBoundedAndCountEverybody() throws RuleException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String tail = "-".repeat(52);
        List<Degradation.Action> actions = List.of(Degradation.Action.values());
        for (int round = 0; round < 300; round++) {
            rates.record(new ChannelId("x"), MeansKind.CARD, true, NOW);
            healths.clear();
            rules.clear();
            degradations.clear();
            List<RoutedChannel> channels = new ArrayList<>();
            for (RoutedChannel each : Tables.many(1 + random.nextInt(300), random)) {
                channels.add(new RoutedChannel(
                        new ChannelId((random.nextInt(9) == 0 ? "off-" : "ch-")
                                + each.id().value().substring(8)
                                + tail),
                        new BankId(each.bank().value()),
                        each.methods(),
                        each.brands(),
                        each.currencies(),
                        each.amountMin(),
                        each.amountMax(),
                        each.weight(),
                        each.feeFixedMinor(),
                        each.feeBasisPoints(),
                        each.enabled(),
                        each.realBank()));
            }
            for (RoutedChannel each : channels) {
                String id = each.id().value();
                if (random.nextInt(5) == 0) {
                    healths.put(id, Tables.RED);
                }
                if (random.nextInt(5) == 0) {
                    degrade(actions.get(random.nextInt(actions.size())), "word-" + degradations.size() + tail, id);
                }
            }
            rules.add(Rule.of("r".repeat(64), 1, "amount > 9000", "avoid bank:bank-7, bank:bank-8"));
            Strategy strategy = random.nextBoolean() ? VALUE : Strategy.DEFAULT;
            RouteDecision decision = decide(channels, strategy, Tables.any(60, random));
            Grounds grounds = read(decision);
            String told = "seed " + seed + " round " + round + ": " + decision.grounds();
            int counted = grounds.eligible()
                    + grounds.untold()
                    + grounds.dropped().stream()
                            .mapToInt(Grounds.Dropped::count)
                            .sum();
            assertEquals(grounds.of(), counted, told);
            assertTrue(grounds.candidates().size() <= GroundsWriter.CANDIDATES_MAX + 1, told);
            if (decision.channel() != null) {
                assertEquals(
                        decision.channel().value(), grounds.candidates().get(0).channel(), told);
            }
        }
    }

    /** What was journaled once is read for ever. */
    @Test
    void read_textOfTheFirstFormat_isUnderstood() {
        Grounds grounds = requireNonNull(Grounds.read("1\tnode-1\t7\tby_worth\t2\t3\t61\t900\t20"
                + "\n=\tjade-card\t970\t143\t60\t9640\t100\t100\tgreen\t"
                + "\n=\tamber\t912\t12\t55\t9065\t50\t40\tyellow 25 % of 40 faulty\tslowly"
                + "\n-\tbank\t50\t\t"
                + "\n-\thealth red\t1\tred: 5 faulty in a row\tiris-1"
                + "\n+\t7"
                + "\n~\tlarge-cards"));
        assertEquals("jade-card", grounds.candidates().get(0).channel());
        assertEquals("slowly", grounds.candidates().get(1).operators());
        assertEquals(
                new Grounds.Dropped("bank", 50, "", List.of()),
                grounds.dropped().get(0));
        assertEquals(
                new Grounds.Dropped("health red", 1, "red: 5 faulty in a row", List.of("iris-1")),
                grounds.dropped().get(1));
        assertEquals(7, grounds.untold());
        assertEquals("large-cards", grounds.passedOver());
    }

    @Test
    void read_anythingElse_isNull() {
        for (String text : Set.of(
                "",
                "2\tnode",
                "1\tn\tx\ty",
                "1\tn\tseven\tby_worth\t2\t3\t61\t900\t20",
                "1\tn\t7\tnone\t0\t0\t1\t900\t20\n=\ta")) {
            assertNull(Grounds.read(text), text);
            assertFalse(text.length() > 100);
        }
    }
}
