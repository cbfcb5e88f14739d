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
    KEYS_GIVEN,
    /** From here on: what the bank did on purpose, and what payments met. */
    WAS_SLOW,
    WAS_DECLINING,
    HUNG_BEFORE_COMMIT,
    HUNG_AFTER_COMMIT,
    ANSWERED_LATE,
    REPEATED_ITSELF,
    LOST_CALLBACK,
    RESET_MID_FRAME,
    TOLD_WRONG_AMOUNT,
    TALKED_GARBAGE,
    WAS_DOWN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
