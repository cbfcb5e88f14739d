package io.everswitch.domain.payment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one try to tell the merchant.
 *
 * @param httpStatus the merchant's answer; 0 if there was none
 * @param retryAfter what the merchant asked for; null if nothing
 * @param detail for people; at most 200 characters
 */
public record NotificationResult(
        Kind kind, int httpStatus, @Nullable Duration retryAfter, String detail) {
    /** What a try of a notification can end as. */
    public enum Kind {
        DELIVERED,
        FAILED,
        /** 410, or an address that may not be called: no further try helps. */
        GONE
    }
}
