package io.everswitch.node.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.channel.catalog.CatalogSource;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.limit.Limit;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveLimitsTest {
    private static final String CATALOG = """
            version: 1
            banks:
              - { id: jade, en: Jade, zh: 玉 }
            channels:
              - { id: a, bank: jade, protocol: http_json, real_bank: false, methods: [card], currencies: [CNY],
                  http: { base_url: "http://127.0.0.1:9080/{id}", secret: "demo:hush-hush-{id}" } }
            """;

    private LiveLimits limits;

    @BeforeEach
    void start() throws Exception {
        limits = new LiveLimits(CatalogSource.parse(CATALOG, "test").catalog());
    }

    @Test
    void changed_everyField_stands() {
        Map<String, String> values = Map.of("limits/big", """
                {"per":"merchant_day","amount_max":500,"count_max":3,"currency":"CNY","merchant":"shop","method":"card",
                "bank":"jade","zone":"Asia/Shanghai"}""");
        assertEquals(List.of(), limits.check(values, values.keySet()));
        limits.changed(new SettingsView(1, new TreeMap<>(values)));
        Limit limit = limits.standing().get(0);
        assertEquals("big", limit.name());
        assertEquals(Limit.Per.MERCHANT_DAY, limit.per());
        assertEquals(500, limit.amountMax());
        assertEquals(3, limit.countMax());
        assertEquals(ZoneId.of("Asia/Shanghai"), limit.zone());
        limits.changed(new SettingsView(2, new TreeMap<>()));
        assertEquals(List.of(), limits.standing());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            limits/a b | {"per":"payer_day","count_max":3} | must be limits/NAME, the name 1 to 64 of A-Z a-z 0-9 . _ -
            limits/a   | 7                                 | must be an object
            limits/a   | {"count_max":3}                   | per must be one of payer_day, merchant_day
            limits/a   | {"per":"payer_day"}               | must have amount_max or count_max
            limits/a   | {"per":"payer_day","amount_max":5} | amount_max must come with a currency
            limits/a   | {"per":"payer_day","count_max":-1} | count_max must be an integer from 0 to 1000000
            limits/a   | {"per":"payer_day","count_max":3,"bank":"bleu"} | bank must be one of the catalog
            limits/a   | {"per":"payer_day","count_max":3,"zone":"Moon/Base"} | zone must be a time zone, as in Asia/Shanghai
            limits/a   | {"per":"payer_day","count_max":3,"merchant":"a b"} | merchant must be a merchant's id
            limits/a   | {"per":"payer_day","count_max":3,"size":1} | has a field that it must not have: size
            """)
    void check_wrong_namesTheSettingAndTheRule(String path, String value, String rule) {
        Map<String, String> values = Map.of(path, value);
        assertEquals(rule, limits.check(values, values.keySet()).get(0).rule());
        assertEquals(
                List.of(path),
                limits.check(values, values.keySet()).stream()
                        .map(Complaint::path)
                        .distinct()
                        .toList());
    }
}
