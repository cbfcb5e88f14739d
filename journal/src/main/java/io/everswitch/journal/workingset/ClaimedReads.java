package io.everswitch.journal.workingset;

import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.FactReads;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoredFact;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads for actors that start: claims from the working set. Before an actor goes on, this node's spool and the working set
 * are made to agree about its history: what only the spool has is put back, what only the working set has (another node
 * wrote it) is written into the spool. Where they differ the working set is the judge, and keeps the other facts aside.
 */
final class ClaimedReads implements FactReads {

    private final WorkingSet workingSet;
    private final NotedSpool spool;

    private final Age age;
    private final @Nullable FactReads archive;

    /** @param archive null: there is none, and nothing is ever taken out because it has it */
    ClaimedReads(WorkingSet workingSet, NotedSpool spool, Age age, @Nullable FactReads archive) {
        this.workingSet = workingSet;
        this.spool = spool;
        this.age = age;
        this.archive = archive;
    }

    @Override
    public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
        return workingSet.replay(range, into);
    }

    @Override
    public CompletionStage<Long> highestSequenceNr(String persistenceId) {
        String gate = workingSet.readiness().gate();
        if (!gate.isEmpty()) {
            return CompletableFuture.failedFuture(new JournalUnavailable("the journal is not ready: " + gate));
        }
        // The spool's own way waits for its appends of this id that are on their way.
        return spool.highestSequenceNr(persistenceId)
                .thenCompose(ofSpool -> workingSet
                        .entries()
                        .claim(ReplayRange.all(persistenceId))
                        .thenCompose(claimed -> orFromArchive(persistenceId, claimed))
                        .thenCompose(claimed -> ofSpool == 0 && claimed.highestSequenceNr() == 0
                                ? CompletableFuture.completedFuture(0L)
                                : spool.history(persistenceId, workingSet.nowMs())
                                        .thenCompose(kept -> agree(persistenceId, claimed, kept))));
    }

    /**
     * What is young and not found does not exist, and the archive is not asked. What may have been taken out is looked for
     * there and put back first, as closed and archived, so that everybody finds the same.
     */
    private CompletionStage<Claimed> orFromArchive(String id, Claimed claimed) {
        FactReads asked = archive;
        if (asked == null || claimed.highestSequenceNr() > 0 || !age.old(id, claimed.askArchiveBeforeMs())) {
            return CompletableFuture.completedFuture(claimed);
        }
        return Return.fromArchive(asked, id, workingSet.nowMs())
                .thenCompose(found -> found.highest() == 0
                        ? CompletableFuture.completedFuture(claimed)
                        : workingSet
                                .entries()
                                .restore(id, found)
                                .thenCompose(back -> workingSet.entries().claim(ReplayRange.all(id))));
    }

    private CompletionStage<Long> agree(String id, Claimed claimed, History kept) {
        if (kept.commonWith(claimed.facts()) == kept.highest()) {
            return workingSet.entries().mendIndex(id, claimed).thenCompose(nothing -> adopt(id, claimed, kept));
        }
        return workingSet
                .entries()
                .restore(id, kept)
                .thenCompose(returned -> workingSet.entries().claim(ReplayRange.all(id)))
                .thenCompose(united -> adopt(id, united, kept));
    }

    private CompletionStage<Long> adopt(String id, Claimed claimed, History kept) {
        int common = kept.commonWith(claimed.facts());
        long highest = claimed.highestSequenceNr();
        if (common == highest) {
            return CompletableFuture.completedFuture(highest);
        }
        Append tail = new Append(
                id,
                common + 1L,
                claimed.facts().subList(common, claimed.facts().size()),
                new Append.Marks(claimed.nextDueAtMs(), claimed.closed()),
                claimed.index());
        return spool.adopt(tail, kept.highest()).thenApply(nothing -> highest);
    }
}
