package io.everswitch.journal.archive;

import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.PersistenceIds;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.FactReads;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoredFact;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * How actors' facts are read on a node whose only store is its spool. What is not there and younger than retention does not
 * exist; what is older may have been forgotten and is asked of the archive, and written back into the spool, closed, before an
 * actor goes on. Safe to use from any thread; nothing blocks.
 */
final class AgedReads implements FactReads {
    private final Spool spool;
    private final HistoryReader archive;
    private final PersistenceIds ids;
    private final long retentionMs;
    private final ArchiveThreads threads;
    private final Recent inUse;

    AgedReads(Spool spool, HistoryReader archive, AgeRule rule, ArchiveThreads threads, Recent inUse) {
        this.spool = spool;
        this.archive = archive;
        this.ids = rule.ids();
        this.retentionMs = rule.retentionMs();
        this.threads = threads;
        this.inUse = inUse;
    }

    /** What tells old from young. */
    record AgeRule(PersistenceIds ids, long retentionMs) {}

    @Override
    public CompletionStage<Long> highestSequenceNr(String persistenceId) {
        long nowMs = threads.nowMs();
        boolean old = ids.createdAtMs(persistenceId) < nowMs - retentionMs;
        if (old) {
            // Before the spool is looked at: what is being read now is not forgotten.
            inUse.note(persistenceId, nowMs);
        }
        return spool.highestSequenceNr(persistenceId)
                .thenCompose(highest -> highest > 0 || !old
                        ? CompletableFuture.completedFuture(highest)
                        : archive.facts(persistenceId).thenCompose(facts -> adopt(persistenceId, facts)));
    }

    private CompletionStage<Long> adopt(String id, List<StoredFact> facts) {
        if (facts.isEmpty()) {
            return CompletableFuture.completedFuture(0L);
        }
        List<byte[]> bytes = facts.stream().map(StoredFact::bytes).toList();
        Append all = new Append(id, 1, bytes, new Append.Marks(Long.MAX_VALUE, true), List.of());
        return spool.adopt(all, 0)
                .thenCompose(done -> spool.archived(id, all.lastSequenceNr()))
                .thenApply(done -> all.lastSequenceNr());
    }

    /** A history that was forgotten between the question how long it is and this one must not look like a short one. */
    @Override
    public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
        return spool.replay(range, into).thenApply(count -> {
            boolean open = range.toSequenceNr() == Long.MAX_VALUE;
            long wanted = Math.min(range.max(), range.toSequenceNr() - Math.max(1, range.fromSequenceNr()) + 1);
            if (!open && count < wanted) {
                throw new JournalUnavailable(range.persistenceId() + " was forgotten while it was read");
            }
            return count;
        });
    }
}
