package io.everswitch.journal;

import java.util.Objects;

/** A persistence id that somebody has to look at since {@code dueAtMs} (epoch milliseconds). */
public record Due(String persistenceId, long dueAtMs) {

    /** Before all others. */
    public static final Due FIRST = new Due("", 0);

    public Due {
        Objects.requireNonNull(persistenceId, "persistenceId");
    }
}
