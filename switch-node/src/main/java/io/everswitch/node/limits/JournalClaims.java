package io.everswitch.node.limits;

import io.everswitch.journal.JournalExtension;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Claims in one space of the journal's index. Thread-safe. */
final class JournalClaims implements Claims {
    private final JournalExtension journal;
    private final String space;

    JournalClaims(JournalExtension journal, String space) {
        this.journal = journal;
        this.space = space;
    }

    @Override
    public CompletionStage<String> claim(String key, String value, long expiresAtMs) {
        return journal.claimDurable(space, key, value, expiresAtMs);
    }

    @Override
    public CompletionStage<Optional<String>> lookup(String key) {
        return journal.lookup(space, key);
    }

    @Override
    public CompletionStage<Void> remove(String key) {
        return journal.remove(space, key);
    }
}
