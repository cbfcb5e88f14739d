package io.everswitch.node.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.channel.catalog.CatalogSource;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.health.ChannelHealthBoard;
import io.everswitch.routing.health.HealthPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveHealthTest {
    private static final ChannelId A = new ChannelId("a");
    private static final ChannelId B = new ChannelId("b");
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final String CATALOG = """
            version: 1
            banks:
              - { id: jade, en: Jade, zh: 玉 }
            channels:
              - { id: a, bank: jade, protocol: http_json, real_bank: false, methods: [card], currencies: [CNY],
                  http: { base_url: "http://127.0.0.1:9080/{id}", secret: "demo:hush-hush-{id}" } }
              - { id: b, bank: jade, protocol: http_json, real_bank: false, methods: [card], currencies: [CNY],
                  http: { base_url: "http://127.0.0.1:9080/{id}", secret: "demo:hush-hush-{id}" } }
            """;

    private final ChannelHealthBoard board = new ChannelHealthBoard(List.of(A, B), HealthPolicy.DEFAULT);
    private Function<ChannelId, HealthPolicy> policies = channel -> HealthPolicy.DEFAULT;
    private LiveHealth health;
    private long version;

    @BeforeEach
    void start() throws Exception {
        health = new LiveHealth(CatalogSource.parse(CATALOG, "test").catalog(), all -> {
            policies = all;
            board.become(all);
        });
    }

    private void stand(Map<String, String> values) {
        assertEquals(List.of(), health.check(values, values.keySet()));
        health.changed(new SettingsView(++version, new TreeMap<>(values)));
    }

    private void timeOut(ChannelId channel, int times) {
        for (int i = 0; i < times; i++) {
            board.record(channel, AttemptAnswer.Kind.UNKNOWN, "timeout", Duration.ofMillis(1), NOW);
        }
    }

    @Test
    void changed_channelOverDefaultOverBuiltIn_eachFieldByItself() {
        stand(Map.of(
                "health/default", "{\"red_percent\":50,\"cool_down_ms\":7000,\"probes\":9}",
                "health/a", "{\"red_percent\":30,\"held_up_red_percent\":12,\"faulty_in_a_row_max\":3}"));
        HealthPolicy a = policies.apply(A);
        HealthPolicy b = policies.apply(B);
        assertEquals(
                List.of(30, 12, 3, 9, 10),
                List.of(a.redPercent(), a.heldUpRedPercent(), a.faultyInARowMax(), a.probes(), a.yellowPercent()));
        assertEquals(
                List.of(50, 20, 5, 9, 10),
                List.of(b.redPercent(), b.heldUpRedPercent(), b.faultyInARowMax(), b.probes(), b.yellowPercent()));
        assertEquals(7_000, a.coolDownMs());
        stand(Map.of());
        assertEquals(HealthPolicy.DEFAULT, policies.apply(A));
    }

    @Test
    void changed_whileResultsCome_holdsWithoutARestart() {
        timeOut(A, 2);
        stand(Map.of("health/a", "{\"faulty_in_a_row_max\":3}"));
        timeOut(A, 1);
        timeOut(B, 3);
        assertEquals(0, board.view(NOW).of(A).sharePercent());
        assertEquals(100, board.view(NOW).of(B).sharePercent());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            health/c       | {"probes":3}           | must be health/default or health/CHANNEL, a channel of the catalog
            health/a       | 7                      | must be an object
            health/a       | {"window_seconds":30}  | has a field that it must not have: window_seconds
            health/a       | {"red_percent":101}    | red_percent must be an integer from 2 to 100
            health/a       | {"red_percent":10}     | yellow_percent (10) must be below red_percent (10)
            health/default | {"yellow_percent":40}  | yellow_percent (40) must be below red_percent (40)
            health/a       | {"cool_down_ms":90000} | cool_down_max_ms (60000) must not be below cool_down_ms (90000)
            health/a       | {"probes":0}           | probes must be an integer from 1 to 1000
            """)
    void check_wrong_namesTheSettingAndTheRule(String path, String value, String rule) {
        Map<String, String> values = Map.of(path, value);
        assertEquals(List.of(new Complaint(path, rule)), health.check(values, values.keySet()));
    }

    @Test
    void check_defaultThatAChannelsOwnNumbersDoNotGoWith_namesTheChannel() {
        Map<String, String> values =
                Map.of("health/default", "{\"yellow_percent\":30}", "health/a", "{\"red_percent\":25}");
        assertEquals(
                List.of(new Complaint("health/a", "yellow_percent (30) must be below red_percent (25)")),
                health.check(values, Map.of("health/default", "").keySet()));
    }
}
