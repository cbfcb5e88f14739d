package io.everswitch.node.limits;

import io.everswitch.journal.JournalExtension;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Claims in a space of their own in the journal's index. Thread-safe. */
final class JournalClaims implements Claims {
    private static final String SPACE = "limit";

    private final JournalExtension journal;

    JournalClaims(JournalExtension journal) {
        this.journal = journal;
    }

    @Override
    public CompletionStage<String> claim(String key, String value, long expiresAtMs) {
        return journal.claimDurable(SPACE, key, value, expiresAtMs);
    }

    @Override
    public CompletionStage<Optional<String>> lookup(String key) {
        return journal.lookup(SPACE, key);
    }

    @Override
    public CompletionStage<Void> remove(String key) {
        return journal.remove(SPACE, key);
    }
}
