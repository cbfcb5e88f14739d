package io.everswitch.routing.choice;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealthBoard;
import io.everswitch.routing.health.HealthPolicy;
import io.everswitch.routing.rule.Rule;
import io.everswitch.routing.rule.RuleException;
import io.everswitch.routing.score.Strategy;
import io.everswitch.routing.score.SuccessRates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Routing decisions among 200 channels with a live health board. {@code worst} leaves all 200 as candidates; {@code typical}
 * is the demo's shape: cards over a third of them, accounts at one bank. Run {@link #main} from the test class path.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RoutingBenchmark {
    private static final int REQUESTS = 1_024;

    private final RouteRequest[] worst = new RouteRequest[REQUESTS];
    private final RouteRequest[] typical = new RouteRequest[REQUESTS];
    private final ChannelHealthBoard board = board();
    private final ChannelRouter worstRouter = router(true);
    private final ChannelRouter typicalRouter = router(false);
    private final SuccessRates rates = new SuccessRates();
    private final ChannelRouter valueRouter = valueRouter(List.of());
    private final ChannelRouter ruledRouter = valueRouter(rules());
    private int next;

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(RoutingBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < REQUESTS; i++) {
            worst[i] = request(random, MeansKind.CARD);
            typical[i] = request(random, random.nextBoolean() ? MeansKind.CARD : MeansKind.BANK_ACCOUNT);
        }
        for (int i = 0; i < 200; i++) {
            for (int k = 0; k < 30; k++) {
                board.record(
                        new ChannelId("channel-" + i),
                        random.nextInt(20) < i % 12 ? AttemptAnswer.Kind.UNKNOWN : AttemptAnswer.Kind.APPROVED,
                        "00",
                        Duration.ofMillis(20),
                        Instant.now());
            }
        }
    }

    @Benchmark
    public RouteDecision worst() {
        return worstRouter.route(worst[next++ & (REQUESTS - 1)]);
    }

    @Benchmark
    public RouteDecision typical() {
        return typicalRouter.route(typical[next++ & (REQUESTS - 1)]);
    }

    /** With a result recorded between two decisions, as in a running switch: the channel must be assessed anew. */
    @Benchmark
    public RouteDecision worstWithRecord() {
        int at = next++;
        board.record(
                new ChannelId("channel-" + at % 200),
                AttemptAnswer.Kind.APPROVED,
                "00",
                Duration.ofMillis(20),
                Instant.now());
        return worstRouter.route(worst[at & (REQUESTS - 1)]);
    }

    /** 200 eligible of 500 channels, chosen by what they are worth. */
    @Benchmark
    public RouteDecision worstByValue() {
        return valueRouter.route(worst[next++ & (REQUESTS - 1)]);
    }

    /** The same behind 20 rules, of which two are about each payment. */
    @Benchmark
    public RouteDecision worstByValueWithRules() {
        return ruledRouter.route(worst[next++ & (REQUESTS - 1)]);
    }

    private ChannelRouter valueRouter(List<Rule> rules) {
        List<RoutedChannel> channels = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            channels.add(new RoutedChannel(
                    new ChannelId("channel-" + i),
                    new BankId("bank-" + i % 60),
                    i < 200 ? Set.of(MeansKind.CARD) : Set.of(MeansKind.BANK_ACCOUNT),
                    Set.of(),
                    Set.of("CNY", "USD"),
                    1,
                    10_000_000,
                    1 + i % 100,
                    10,
                    30 + i % 40,
                    true,
                    false));
            for (int k = 0; k < 50; k++) {
                rates.record(
                        new ChannelId("channel-" + i), MeansKind.CARD, (i + k) % 12 > 0, System.currentTimeMillis());
            }
        }
        RoutingSettings settings = new RoutingSettings(
                1,
                RoutingTable.of(channels),
                Degradations.NONE,
                rules,
                new Strategy(Strategy.Kind.EXPECTED_VALUE, 2, 1, 100_000));
        return new ChannelRouter(
                id -> true,
                new ChannelRouter.Live(
                        () -> settings,
                        () -> board.view(Instant.now()),
                        rates,
                        () -> RateShare.WHOLE,
                        System::currentTimeMillis));
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        try {
            for (int i = 0; i < 18; i++) {
                rules.add(
                        Rule.of("never-" + i, i, "merchant = shop-" + i + " and amount > 5000", "only bank:bank-" + i));
            }
            rules.add(Rule.of("cards", 20, "method = card and hour in (0, 1, 2, 3, 4)", "avoid bank:bank-1"));
            rules.add(Rule.of("all", 21, "always", "avoid bank:bank-2, bank:bank-3"));
        } catch (RuleException e) {
            throw new IllegalStateException(e);
        }
        return rules;
    }

    private ChannelRouter router(boolean allMatch) {
        List<RoutedChannel> channels = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            channels.add(new RoutedChannel(
                    new ChannelId("channel-" + i),
                    new BankId("bank-" + i % 60),
                    allMatch || i % 3 == 0 ? Set.of(MeansKind.CARD) : Set.of(MeansKind.BANK_ACCOUNT),
                    i % 2 == 0 ? Set.of() : Set.of("visa", "unionpay"),
                    allMatch || i % 5 > 0 ? Set.of("CNY", "USD") : Set.of("USD"),
                    1,
                    10_000_000,
                    1 + i % 100,
                    10,
                    50,
                    true,
                    false));
        }
        return new ChannelRouter(RoutingTable.of(channels), id -> true, () -> board.view(Instant.now()));
    }

    private static ChannelHealthBoard board() {
        List<ChannelId> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(new ChannelId("channel-" + i));
        }
        return new ChannelHealthBoard(ids, HealthPolicy.DEFAULT);
    }

    private static RouteRequest request(SplittableRandom random, MeansKind method) {
        return new RouteRequest(
                new MerchantId("merchant"),
                method,
                method == MeansKind.CARD ? null : new BankId("bank-" + random.nextInt(60)),
                method == MeansKind.CARD ? "visa" : "",
                Money.of(1 + random.nextLong(100_000), "CNY"),
                random.nextInt(4) == 0 ? Set.of(new ChannelId("channel-" + random.nextInt(200))) : Set.of(),
                false,
                random.nextLong());
    }
}
