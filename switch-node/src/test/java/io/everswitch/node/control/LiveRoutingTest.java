package io.everswitch.node.control;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.catalog.CatalogSource;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.node.settings.SettingsBoard;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.choice.Explanation;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealth;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the path of a setting to what routing does. */
class LiveRoutingTest {
    private static final String CATALOG = """
            version: 1
            profiles:
              http: { protocol: http_json, real_bank: false, methods: [card, bank_account], currencies: [CNY],
                      http: { base_url: "http://127.0.0.1:9080/{id}", secret: "demo:hush-hush-{id}" } }
            banks:
              - { id: jade, en: Jade, zh: 玉 }
              - { id: amber, en: Amber, zh: 珀 }
            channels:
              - { id: a, bank: jade, profile: http }
              - { id: b, bank: jade, profile: http }
              - { id: c, bank: amber, profile: http }
            """;
    private static final ChannelId A = new ChannelId("a");
    private static final ChannelId B = new ChannelId("b");
    private static final ChannelId C = new ChannelId("c");

    private LiveDegradations degradations;
    private SettingsSchema schema;
    private LiveRouting routing;
    private final Set<ChannelId> down = new HashSet<>();
    private final Map<ChannelId, ChannelHealth> healths = new HashMap<>();
    private long version;

    @BeforeEach
    void start() throws Exception {
        CatalogSource source = CatalogSource.parse(CATALOG, "test");
        LiveCatalog live = new LiveCatalog(source);
        degradations = new LiveDegradations(source.catalog());
        LiveRules rules = new LiveRules(source.catalog());
        schema = new SettingsSchema(Map.of(
                LiveCatalog.CHANNELS,
                live,
                LiveDegradations.DEGRADATIONS,
                degradations,
                LiveStrategy.ROUTING,
                new LiveStrategy(),
                LiveRules.RULES,
                rules));
        routing = new LiveRouting(
                live,
                degradations,
                rules,
                source.catalog(),
                new LiveRouting.Surroundings(
                        id -> !down.contains(id),
                        () -> id -> healths.getOrDefault(id, ChannelHealth.FRESH),
                        (id, method, nowMs) -> id.equals(B) ? 0.99 : 0.9,
                        () -> RateShare.WHOLE,
                        Clock.systemUTC()));
    }

    private void stand(Map<String, String> values) {
        assertEquals(List.of(), schema.check(values, values.keySet()));
        SettingsBoard.Listener listener = routing;
        listener.changed(new SettingsView(++version, new TreeMap<>(values)));
    }

    private Set<ChannelId> chosen() {
        Set<ChannelId> chosen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            ChannelId channel = routing.route(request(i)).channel();
            if (channel != null) {
                chosen.add(channel);
            }
        }
        return chosen;
    }

    private static RouteRequest request(long spread) {
        return new RouteRequest(
                new MerchantId("m"), MeansKind.CARD, null, "visa", Money.of(500, "CNY"), Set.of(), false, spread);
    }

    @Test
    void settings_reachTheNextDecision() {
        assertEquals(Set.of(A, B, C), chosen());
        stand(Map.of("channels/a/enabled", "false"));
        assertEquals(Set.of(B, C), chosen());
        stand(Map.of("degradations/night", "{\"action\":\"stop\",\"bank\":\"jade\"}"));
        assertEquals(Set.of(C), chosen());
        assertTrue(routing.route(request(1)).reasons().get(0).contains("by settings 2: 2 stopped"));
        stand(Map.of());
        assertEquals(Set.of(A, B, C), chosen());
    }

    @Test
    void settings_thatDoNotFitThisFile_leaveThoseBefore() {
        stand(Map.of("channels/a/enabled", "false"));
        routing.changed(new SettingsView(9, new TreeMap<>(Map.of("channels/z/weight", "1"))));
        assertEquals(Set.of(B, C), chosen());
    }

    @Test
    void preview_tellsWhatWouldMoveAndChangesNothing() throws Exception {
        chosen();
        Preview preview = routing.preview(Map.of("degradations/night", "{\"action\":\"stop\",\"channel\":\"a\"}"));
        assertEquals(200, preview.attempts());
        assertEquals(0, preview.unroutable());
        Preview.Difference a = requireNonNull(preview.changes().get("a"));
        assertEquals(0, a.after());
        assertEquals(500L * a.before(), a.amountBefore());
        assertTrue(preview.moved() >= a.before(), preview.toString());
        assertEquals(Set.of(A, B, C), chosen());

        Preview all = routing.preview(Map.of("degradations/all", "{\"action\":\"stop\",\"method\":\"card\"}"));
        assertEquals(400, all.unroutable());
        assertEquals(100, all.movedPercent());
        assertNull(routing.preview(Map.of()).changes().get("a"), "nothing changes, nothing moves");
    }

    /** What stands, which channels of the bank (a, b) are down or yellow, and how payers see the bank. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                                                        |     |     | AVAILABLE
                                                                        | a   |     | AVAILABLE
                                                                        | a b |     | UNAVAILABLE
                                                                        |     | a b | DEGRADED
                                                                        | a   | b   | DEGRADED
        {"action":"stop","bank":"jade"}                                 |     |     | UNAVAILABLE
        {"action":"stop","channel":"a"}                                 |     |     | AVAILABLE
        {"action":"stop","method":"card"}                               |     |     | AVAILABLE
        {"action":"stop","bank":"jade","amount_min":500000}             |     |     | AVAILABLE
        {"action":"stop","bank":"jade","from":"2020-01-01T00:00:00Z","until":"2120-01-01T00:00:00Z"} | a b | | MAINTENANCE
        {"action":"stop","bank":"jade","from":"2120-01-01T00:00:00Z","until":"2121-01-01T00:00:00Z"} |     | | AVAILABLE
        {"action":"stop","channel":"a","from":"2020-01-01T00:00:00Z","until":"2120-01-01T00:00:00Z"} | b   | | MAINTENANCE
        {"action":"stop","channel":"a","from":"2020-01-01T00:00:00Z","until":"2120-01-01T00:00:00Z"} |     | | AVAILABLE
        {"action":"drain","bank":"jade"}                                |     |     | DEGRADED
        {"action":"cap_percent","percent":30,"bank":"jade"}             |     |     | DEGRADED
        {"action":"cap_rate","per_second":0,"method":"bank_account"}    |     |     | UNAVAILABLE
        {"action":"prefer","channel":"a"}                               |     |     | AVAILABLE
        """)
    void state_ofABank_isThatOfItsBestWay(
            @Nullable String degradation, @Nullable String downs, @Nullable String yellows, BankState state) {
        if (degradation != null) {
            stand(Map.of("degradations/x", degradation));
        }
        ids(downs).forEach(down::add);
        ChannelHealth yellow = new ChannelHealth(ChannelHealth.Level.YELLOW, 60, false, 100, 15, 20);
        ids(yellows).forEach(id -> healths.put(id, yellow));
        assertEquals(state, routing.state(new BankId("jade")));
    }

    private static List<ChannelId> ids(@Nullable String text) {
        return text == null
                ? List.of()
                : List.of(text.split(" ")).stream().map(ChannelId::new).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        channels/a/weight | 1001                                                          | 0 … 1000
        channels/a        | 1                                                             | channels/CHANNEL/KEY
        channels/a/in_flight_max | 0                                                  | 1 … 10000
        channels/a/in_flight_max | 10001                                              | 1 … 10000
        channels/a/response_timeout_ms | 99                                           | 100 … 60000
        channels/a/response_timeout_ms | "soon"                                       | 100 … 60000
        channels/a/connect_timeout_ms | 30001                                         | 50 … 30000
        channels/a/protocol | "form_post"                                             | cannot be changed while
        channels/a/query_ladder | ["1y"]                                              | must hold durations
        channels/a/per_second_max | -1                                                | 0 … 100000
        channels/a/code_overrides | {"05":"maybe"}                                    | approved
        channels/a/bank   | "amber"                                                       | cannot be changed while
        channels/z/weight | 1                                                             | not in the catalog
        weights/routing   | 1                                                             | is no setting
        degradations/     | {"action":"stop","channel":"a"}                               | degradations/NAME
        degradations/x    | 7                                                             | must be an object
        degradations/x    | {"action":"halt","channel":"a"}                               | action must be one of
        degradations/x    | {"action":"stop"}                                             | must name a channel
        degradations/x    | {"action":"stop","channel":"z"}                               | channel must be one of the catalog
        degradations/x    | {"action":"stop","bank":"z"}                                  | bank must be one of the catalog
        degradations/x    | {"action":"stop","method":"cash"}                             | method must be one of
        degradations/x    | {"action":"stop","channel":"a","currency":"cny"}              | ISO 4217
        degradations/x    | {"action":"stop","channel":"a","amount_min":5,"amount_max":4} | amount_max must not be below
        degradations/x    | {"action":"stop","channel":"a","percent":5}                   | percent must not be there
        degradations/x    | {"action":"cap_percent","channel":"a"}                        | percent must be there
        degradations/x    | {"action":"cap_percent","channel":"a","percent":101}          | integer from 0 to 100
        degradations/x    | {"action":"cap_rate","channel":"a","per_second":"5"}          | per_second must be an integer
        degradations/x    | {"action":"stop","channel":"a","from":"2026-11-22T15:04:05Z"} | until must be an RFC 3339 time
        degradations/x    | {"action":"stop","channel":"a","from":"2026-11-22T15:04:05Z","until":"2026-11-22T15:04:05Z"} | until must be after from
        degradations/x    | {"action":"stop","channel":"a","weekly":"SUN 24:00","minutes":9} | weekly must be a day and a time
        degradations/x    | {"action":"stop","channel":"a","weekly":"SUN 02:00"}          | weekly must come with minutes
        degradations/x    | {"action":"stop","channel":"a","weekly":"SUN 02:00","minutes":9000} | minutes must be an integer
        degradations/x    | {"action":"stop","channel":"a","weekly":"SUN 02:00","minutes":9,"zone":"Moon"} | zone must be a time zone
        degradations/x    | {"action":"stop","channel":"a","weekly":"SUN 02:00","from":"2026-11-22T15:04:05Z"} | must not have both
        degradations/x    | {"action":"stop","channel":"a","note":"x"}                    | must not have: note
        """)
    void check_bad_namesTheRule(String path, String value, String rule) {
        List<Complaint> complaints = schema.check(Map.of(path, value), Set.of(path));
        assertTrue(
                complaints.stream()
                        .anyMatch(c -> c.path().equals(path) && c.rule().contains(rule)),
                complaints.toString());
    }

    @Test
    void strategy_expectedValue_choosesTheBetterOne() {
        assertEquals(Set.of(A, B, C), chosen());
        stand(Map.of(
                "routing/strategy", "\"expected_value\"",
                "routing/exploration_percent", "0",
                "routing/score_band_percent", "0"));
        assertEquals(Set.of(B), chosen());
        stand(Map.of());
        assertEquals(Set.of(A, B, C), chosen());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            routing/strategy            | "luck" | must be "weights" or "expected_value"
            routing/exploration_percent | 11     | must be an integer from 0 to 10
            routing/score_band_percent  | "1"    | must be an integer from 0 to 20
            routing/luck                | 1      | must be one of routing/strategy
            """)
    void strategy_wrong_namesTheRule(String path, String value, String rule) {
        List<Complaint> complaints = schema.check(Map.of(path, value), Set.of(path));
        assertTrue(complaints.get(0).rule().startsWith(rule), complaints.toString());
    }

    /** 5 of a second, whatever its weight; the others take the rest, and nobody thinks that the bank is in trouble. */
    @Test
    void perSecondMax_ofTheCatalog_isKept() {
        stand(Map.of("channels/a/per_second_max", "5", "channels/a/weight", "1000"));
        int ofA = 0;
        for (int i = 0; i < 200; i++) {
            ofA += A.equals(routing.route(request(i)).channel()) ? 1 : 0;
        }
        assertTrue(ofA >= 5 && ofA <= 15, ofA + " in less than three seconds of the clock");
        stand(Map.of("channels/a/per_second_max", "1", "channels/b/enabled", "false"));
        assertEquals(BankState.AVAILABLE, routing.state(new BankId("jade")));
        assertEquals(Duration.ofSeconds(7), profileAfter("[\"7s\"]"));
    }

    /** What running channels are told, and what they are told when it is taken back. */
    @Test
    void bounds_areThoseOfTheSettingsWhileTheyStand() {
        stand(Map.of(
                "channels/a/response_timeout_ms", "700",
                "channels/a/connect_timeout_ms", "900",
                "channels/a/in_flight_max", "3"));
        assertEquals("700 900 3", boundsOfA());
        stand(Map.of("channels/a/in_flight_max", "4"));
        assertEquals("10000 2000 4", boundsOfA());
        stand(Map.of());
        assertEquals("10000 2000 256", boundsOfA());
    }

    private String boundsOfA() {
        ChannelEntry a = routing.catalog().channel(A).orElseThrow();
        return a.profile().responseTimeout().toMillis() + " " + a.connectTimeoutMs() + " " + a.inFlightMax();
    }

    private Duration profileAfter(String ladder) {
        stand(Map.of("channels/a/query_ladder", ladder));
        return routing.catalog().channel(A).orElseThrow().profile().ladder(0);
    }

    /** The words of the explanation and the counts of the decision are two ways of saying the same. */
    @Test
    void explain_agreesWithTheDecision() {
        down.add(C);
        stand(Map.of("channels/a/amount_min", "100000", "degradations/b", "{\"action\":\"drain\",\"channel\":\"b\"}"));
        Explanation explanation = routing.explain(request(1));
        assertEquals(B, explanation.decision().channel());
        assertEquals(
                List.of("amount", "", "down"),
                explanation.channels().stream().map(Explanation.Line::why).toList());
        assertEquals("drained", explanation.channels().get(1).verdict());
        assertEquals(
                "eligible 1 of 3 by settings " + version + ": 1 amount, 1 down",
                explanation.decision().reasons().get(0));
        stand(Map.of("degradations/all", "{\"action\":\"stop\",\"method\":\"card\"}"));
        assertEquals(
                List.of("stopped", "stopped", "down"),
                routing.explain(request(1)).channels().stream()
                        .map(Explanation.Line::why)
                        .toList());
    }

    @Test
    void rules_narrowDownInTheirOrderAndNeverToNobody() {
        stand(Map.of(
                "rules/small", "{\"when\":\"method = card and amount < 1000\",\"then\":\"only a, bank:amber\"}",
                "rules/late", "{\"order\":200,\"when\":\"always\",\"then\":\"avoid bank:amber\"}"));
        assertEquals(Set.of(A), chosen());
        stand(Map.of("rules/b", "{\"when\":\"always\",\"then\":\"only b\"}"));
        assertEquals(Set.of(B), chosen());
        assertEquals("rule b", routing.explain(request(1)).channels().get(0).why());
        down.add(B);
        assertEquals(Set.of(A, C), chosen());
        assertTrue(routing.route(request(1)).reasons().get(0).contains("passed over b"));
        stand(Map.of("rules/b", "{\"when\":\"always\",\"then\":\"only b strictly\"}"));
        assertEquals(Set.of(), chosen());
        stand(Map.of("rules/c", "{\"when\":\"always\",\"then\":\"prefer c\"}"));
        assertEquals(Set.of(C), chosen());
        stand(Map.of("rules/not", "{\"when\":\"amount > 999999\",\"then\":\"only c strictly\"}"));
        assertEquals(Set.of(A, C), chosen());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rules/a b | {"when":"always","then":"only a"}             | must be rules/NAME
            rules/x   | {"when":"always"}                             | must have when and then
            rules/x   | {"when":"amount","then":"only a"}             | when at character 7: =, !=, <, <=, >, >= or in is wanted after amount, and the text ends
            rules/x   | {"when":"always","then":"send a"}             | then at character 1: only, avoid or prefer is wanted, not "send"
            rules/x   | {"when":"always","then":"only z"}             | then names a channel that the catalog does not have: z
            rules/x   | {"when":"always","then":"only bank:z"}        | then names a bank that the catalog does not have: z
            rules/x   | {"when":"always","then":"avoid a strictly"}   | then at character 9: a comma, or the end is wanted, not "strictly"
            rules/x   | {"when":"colour = red","then":"only a"}       | when at character 1: one of method
            """)
    void rules_wrong_nameThePlaceAndTheRule(String path, String value, String rule) {
        List<Complaint> complaints = schema.check(Map.of(path, value), Set.of(path));
        assertTrue(complaints.get(0).rule().startsWith(rule), complaints.toString());
    }
}
