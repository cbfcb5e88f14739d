package io.everswitch.journal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Where the archive is filled from: the store whose histories stand. Several nodes fill it at once, each with what it is in
 * charge of; two doing the same by chance is harmless. Threads and failures as in {@link FactStore}.
 */
public interface ArchiveSource {

    /**
     * Histories in this node's charge that the archive lacks facts of: closed ones, and open ones whose last change is older
     * than {@code openBeforeMs} (epoch milliseconds).
     *
     * @param limit at most this many
     */
    CompletionStage<List<Unarchived>> unarchived(long openBeforeMs, int limit);

    /**
     * As {@link #unarchived(long, int)}, but only of ids that are wanted: those of a sick cell, or some that fail again and
     * again, must not stand in the way of the others, so they do not count for the limit.
     */
    CompletionStage<List<Unarchived>> unarchived(long openBeforeMs, int limit, Predicate<String> wanted);

    /** How much there is to do; counts no further than {@code countMax}. */
    default CompletionStage<ArchiveBacklog> backlog(long openBeforeMs, int countMax) {
        return CompletableFuture.completedFuture(ArchiveBacklog.UNKNOWN);
    }

    /** The archive has this history's facts up to this number, for good. Idempotent; never lowers the number. */
    CompletionStage<Void> archived(String persistenceId, long toSequenceNr);
}
