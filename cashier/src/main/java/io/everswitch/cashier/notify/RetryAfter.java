package io.everswitch.cashier.notify;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: seconds or an HTTP date. Pure. */
final class RetryAfter {
    private RetryAfter() {}

    /** @return how long the merchant asks us to wait, 0 … max; null if the header is absent or cannot be read */
    static @Nullable Duration parse(@Nullable String header, Instant now, Duration max) {
        String text = header == null ? "" : header.trim();
        if (text.isEmpty() || text.length() > 64) {
            return null;
        }
        Duration asked;
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // More digits than a long holds are more than any bound.
            asked = text.length() > 9 ? max : Duration.ofSeconds(Long.parseLong(text));
        } else {
            try {
                asked = Duration.between(
                        now,
                        ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
            } catch (DateTimeException e) {
                return null;
            }
        }
        return asked.isNegative() ? Duration.ZERO : asked.compareTo(max) > 0 ? max : asked;
    }
}
