package io.everswitch.chaos.bank;

import java.util.Locale;

/** What is counted per channel. */
enum Counter {
    CONNECTIONS,
    REQUESTS,
    APPROVED,
    DECLINED,
    REVERSED,
    REFUNDED,
    QUERIED,
    DUPLICATES,
    REFUSED,
    UNANSWERED,
    CALLBACKS_SENT,
    CALLBACKS_ACKNOWLEDGED,
    CALLBACKS_GIVEN_UP,
    PROTOCOL_ERRORS,
    MACS_REFUSED,
    KEYS_GIVEN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
