package io.everswitch.journal.store;

import io.everswitch.journal.Due;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Derived data beside the facts: the index and the due times. Threads and failures as in {@link FactStore}. */
public interface IndexStore {

    CompletionStage<String> claim(Claim claim);

    /** Stores or removes one entry, durably. */
    CompletionStage<Void> put(IndexEntry entry);

    CompletionStage<Optional<String>> lookup(String space, String key);

    /** The first entries of a range, in its order. */
    CompletionStage<List<IndexEntry>> scan(IndexRange range, int limit);

    /**
     * What is due until a time, the earliest first, ids of one time in the order of their UTF-8 bytes.
     *
     * @param after only what comes after this one in that order; {@link Due#FIRST}: from the beginning
     */
    CompletionStage<List<Due>> dueAfter(Due after, long untilMs, int limit);

    default CompletionStage<List<Due>> dueBefore(long beforeMs, int limit) {
        return dueAfter(Due.FIRST, beforeMs, limit);
    }

    /** Removes at most {@code limit} entries whose time has passed, and completes with their number. */
    CompletionStage<Integer> sweepExpired(int limit);

    /**
     * Put if absent.
     *
     * @param expiresAtMs from when on the entry counts as absent; {@link Long#MAX_VALUE}: never
     * @param durable complete only after an fsync
     */
    record Claim(String space, String key, String value, long expiresAtMs, boolean durable) {}
}
