package io.everswitch.node.boot;

import io.everswitch.journal.JournalExtension;
import io.everswitch.node.http.IdempotencyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Idempotency keys in the journal's index. */
final class JournalIdempotency implements IdempotencyStore {
    private static final String SPACE = "idempotency";

    /**
     * As long as clients repeat by themselves; Stripe's API promises the same. Every key is an entry in the memory of all nodes,
     * so a week of them would be most of what a busy cluster holds. Later a repeat is still safe: the payment knows its order
     * and its refunds' ids, and only another content under the same key is not told apart any more.
     */
    private static final Duration KEPT = Duration.ofHours(24);

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
