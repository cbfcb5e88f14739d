package io.everswitch.chaos.history;

import java.util.Locale;

/** What a client asked for. */
public enum OpKind {
    CREATE,
    CONFIRM,
    READ,
    CANCEL,
    REFUND,
    LIST,
    /** A create again with the same idempotency key, though the first was answered. */
    REPEAT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OpKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** True: a journey begins with it, or has it or its like once after that. */
    public boolean isOfEveryJourney() {
        return this == CREATE || this == CONFIRM || this == CANCEL;
    }

    /** True: an answer shows a payment as it is. */
    public boolean showsPayment() {
        return this != REFUND && this != LIST;
    }
}
