package io.everswitch.chaos.history;

import java.util.Locale;

/** A step in the life of one client operation. Each has one INVOKE first and one of OK, FAIL, INFO last. */
public enum StepType {
    /** Recorded before the first byte is sent. */
    INVOKE,
    /** One try failed, and the client goes on trying. */
    TRY,
    /** Acknowledged. */
    OK,
    /** Refused; nothing was done. */
    FAIL,
    /** Ended without an answer that says what was done: it may have been done, or be done still. */
    INFO;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isEnd() {
        return this == OK || this == FAIL || this == INFO;
    }

    static StepType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
