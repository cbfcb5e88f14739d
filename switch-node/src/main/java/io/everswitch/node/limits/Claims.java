package io.everswitch.node.limits;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the journal's index can do for a ledger. Thread-safe, never blocks; a failed stage means that nobody knows. */
interface Claims {
    /** Writes a value under a key unless one stands there; completes with the one that stands, once it is durable. */
    CompletionStage<String> claim(String key, String value, long expiresAtMs);

    CompletionStage<Optional<String>> lookup(String key);

    CompletionStage<Void> remove(String key);
}
