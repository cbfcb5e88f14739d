package io.everswitch.journal.store;

import java.util.Objects;

/** Which facts of one persistence id are read: sequence numbers inclusive, and at most {@code max} of them. */
public record ReplayRange(String persistenceId, long fromSequenceNr, long toSequenceNr, long max) {

    public ReplayRange {
        Objects.requireNonNull(persistenceId, "persistenceId");
    }

    public static ReplayRange all(String persistenceId) {
        return new ReplayRange(persistenceId, 1, Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
