package io.everswitch.node.control;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.limit.RetryRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveRetriesTest {
    private final LiveRetries retries = new LiveRetries();

    @Test
    void changed_standsUntilTakenBack() {
        Map<String, String> values = Map.of("retries/visa", """
                {"declines_max":15,"never_codes":["04","R0"]}""");
        assertEquals(List.of(), retries.check(values, values.keySet()));
        retries.changed(new SettingsView(1, new TreeMap<>(values)));
        RetryRule rule = requireNonNull(retries.of("visa"));
        assertEquals(15, rule.declinesMax());
        assertEquals(Set.of("04", "R0"), rule.neverCodes());
        assertNull(retries.of("jcb"));
        retries.changed(new SettingsView(2, new TreeMap<>()));
        assertNull(retries.of("visa"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            retries/diners | {"declines_max":15}         | must be retries/BRAND
            retries/visa   | {}                          | must have declines_max or never_codes
            retries/visa   | {"declines_max":0}          | declines_max must be an integer from 1 to 50
            retries/visa   | {"never_codes":"04"}        | never_codes must be a list
            retries/visa   | {"never_codes":["04","04"]} | never_codes must be a list
            retries/visa   | {"never_codes":["4 "]}      | never_codes must be a list
            """)
    void check_wrong_namesTheRule(String path, String value, String rule) {
        String told = retries.check(Map.of(path, value), Set.of(path)).get(0).rule();
        assertTrue(told.startsWith(rule), told);
    }
}
