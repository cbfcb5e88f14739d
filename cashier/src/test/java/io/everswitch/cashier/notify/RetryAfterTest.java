package io.everswitch.cashier.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "120                           | PT2M",
                " 7                            | PT7S",
                "0                             | PT0S",
                "86401                         | PT24H",
                "99999999999999999999          | PT24H",
                "Sun, 22 Nov 2026 10:00:30 GMT | PT30S",
                "Sun, 22 Nov 2026 09:00:00 GMT | PT0S",
                "Thu, 22 Nov 2035 09:00:00 GMT | PT24H",
                "-5                            | -",
                "1.5                           | -",
                "soon                          | -",
                "١٢                            | -",
                "''                            | -",
                "-                             | -"
            })
    void parse_header_isBounded(@Nullable String header, @Nullable String expected) {
        Duration parsed = RetryAfter.parse(header, NOW, Duration.ofHours(24));

        assertEquals(expected == null ? null : Duration.parse(expected), parsed);
    }
}
