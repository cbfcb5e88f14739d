package io.everswitch.node.limits;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;

/** The index of a journal that never fails, which says how many keys it holds. */
final class MemoryClaims implements Claims {
    final Map<String, String> values = new ConcurrentSkipListMap<>();

    @Override
    public CompletionStage<String> claim(String key, String value, long expiresAtMs) {
        String before = values.putIfAbsent(key, value);
        return CompletableFuture.completedFuture(before == null ? value : before);
    }

    @Override
    public CompletionStage<Optional<String>> lookup(String key) {
        return CompletableFuture.completedFuture(Optional.ofNullable(values.get(key)));
    }

    @Override
    public CompletionStage<Void> remove(String key) {
        values.remove(key);
        return CompletableFuture.completedFuture(null);
    }
}
