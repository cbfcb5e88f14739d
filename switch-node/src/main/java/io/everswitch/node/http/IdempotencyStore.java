package io.everswitch.node.http;

import java.util.concurrent.CompletionStage;

/** Remembers for days which request an idempotency key stands for. Thread-safe, never blocks. */
public interface IdempotencyStore {
    /**
     * Writes the fingerprint under the key if the key is new. Answers the fingerprint that stands: the first one ever
     * written. A failed stage means that nobody knows; the request is then refused as unavailable.
     *
     * @param key at most 200 visible ASCII characters, the merchant included
     * @param fingerprint at most 80 visible ASCII characters; tells nothing about the request's content
     */
    CompletionStage<String> claim(String key, String fingerprint);
}
