package io.everswitch.node.boot;

import io.everswitch.journal.JournalExtension;
import io.everswitch.node.http.IdempotencyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Idempotency keys in the journal's index. */
final class JournalIdempotency implements IdempotencyStore {
    private static final String SPACE = "idempotency";

    /** Longer than any query ladder leaves an outcome open, so that a late repeat is still known as one. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final JournalExtension journal;
    private final Clock clock;

    JournalIdempotency(JournalExtension journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public CompletionStage<String> claim(String key, String fingerprint) {
        return journal.claim(SPACE, key, fingerprint, clock.instant().plus(KEPT).toEpochMilli());
    }
}
