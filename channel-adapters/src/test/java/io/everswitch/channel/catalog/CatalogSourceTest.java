package io.everswitch.channel.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.AttemptAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogSourceTest {
    private static final ChannelId C1 = new ChannelId("c1");
    private static final String HEAD = """
            version: 1
            profiles:
              http: { protocol: http_json, real_bank: false, methods: [card], currencies: [CNY], weight: 80, amount_max: 5000,
                      code_overrides: { "91": declined_retriable, "96": unknown },
                      http: { base_url: "http://127.0.0.1:9080/{id}", secret: "demo:hush-hush-{id}" } }
            banks:
              - { id: b1, en: One, zh: 一 }
            channels:
            """;

    private static CatalogSource source() throws CatalogException {
        return CatalogSource.parse(HEAD + """
                  - { id: c1, bank: b1, profile: http, weight: 9 }
                  - { id: c2, bank: b1, profile: http }
                """, "test");
    }

    private static ChannelEntry c1(ChannelCatalog catalog) {
        return catalog.channel(C1).orElseThrow();
    }

    @Test
    void with_values_lieOverEntryAndProfiles() throws Exception {
        ChannelCatalog catalog = source().with(Map.of(
                C1,
                Map.of(
                        "weight", "40",
                        "enabled", "false",
                        "query_ladder", "[\"1s\",\"5s\"]",
                        "code_overrides", "{\"96\":\"declined_final\",\"05\":\"unknown\"}")));
        ChannelEntry entry = c1(catalog);
        assertEquals(40, entry.weight());
        assertEquals(false, entry.enabled());
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(5)), entry.queryLadder());
        assertEquals(
                Map.of(
                        "91", AttemptAnswer.Kind.DECLINED_RETRIABLE,
                        "96", AttemptAnswer.Kind.DECLINED_FINAL,
                        "05", AttemptAnswer.Kind.UNKNOWN),
                entry.codeOverrides());
        assertEquals(80, catalog.channels().get(1).weight(), "the other channel is as the file has it");
    }

    @Test
    void with_nothing_isTheFile() throws Exception {
        CatalogSource source = source();
        assertEquals(9, c1(source.with(Map.of())).weight());
        assertEquals(source.catalog(), source.with(Map.of(C1, Map.of())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        weight          | -1                      | weight             | 0 … 1000
        weight          | "heavy"                 | weight             | whole number
        weight          | [1                      | weight             | well-formed
        amount_min      | 6000                    | amount_max         | below amount_min
        query_ladder    | ["5s","1s"]             | query_ladder       | shorter again
        code_overrides  | {"05":"paid"}           | code_overrides.05  | must be one of
        enabled         | "maybe"                 | enabled            | true
        bank            | "b1"                    | bank               | cannot be changed
        http            | {"base_url":"http://x"} | http               | cannot be changed
        """)
    void with_badValue_namesTheChannelAndTheKey(String key, String value, String field, String rule) throws Exception {
        CatalogSource source = source();
        CatalogException refusal =
                assertThrows(CatalogException.class, () -> source.with(Map.of(C1, Map.of(key, value))));
        assertEquals(1, refusal.errors().size(), refusal.getMessage());
        CatalogError error = refusal.errors().get(0);
        assertEquals(field, error.field());
        assertTrue(error.rule().contains(rule), error.rule());
    }

    @Test
    void with_strangeChannel_isRefused() throws Exception {
        CatalogSource source = source();
        CatalogException refusal = assertThrows(
                CatalogException.class, () -> source.with(Map.of(new ChannelId("c9"), Map.of("weight", "1"))));
        assertEquals("channel c9", refusal.errors().get(0).owner());
    }

    /** Every change of a setting makes the catalog anew, on every node. */
    @Test
    void with_fiveHundredChannels_isQuick() throws Exception {
        String channels = IntStream.range(0, 500)
                .mapToObj(i -> "  - { id: c" + i + ", bank: b1, profile: http, weight: 9 }\n")
                .collect(Collectors.joining());
        CatalogSource source = CatalogSource.parse(HEAD + channels, "test");
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long begun = System.nanoTime();
            assertEquals(
                    i,
                    c1(source.with(Map.of(C1, Map.of("weight", Integer.toString(i)))))
                            .weight());
            best = Math.min(best, System.nanoTime() - begun);
        }
        System.out.println("a catalog of 500 channels with settings takes " + best / 1_000 + " us");
        assertTrue(best < 100_000_000, best + " ns");
    }
}
