package io.everswitch.journal.archive;

import io.everswitch.journal.ack.Store;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.FactReads;
import io.everswitch.journal.store.FactStore;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoreHealth;
import io.everswitch.journal.store.StoredFact;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The archive in the place of a sick store: facts go into it one append at a time. It does not fence, because the plugin's
 * tables cannot: it may only be asked for facts that the judge has accepted already. The same facts again are the same rows. It
 * counts as healthy while every cell is, because an append cannot choose its cell. Threads and failures as in {@link FactStore}.
 */
final class ArchiveStore implements FactStore {
    private final Cells cells;
    private final HistoryWriter writer;
    private final FactReads reads;

    ArchiveStore(Cells cells, HistoryWriter writer, FactReads reads) {
        this.cells = cells;
        this.writer = writer;
        this.reads = reads;
    }

    @Override
    public Store store() {
        return Store.ARCHIVE;
    }

    @Override
    public CompletionStage<Void> append(Append append) {
        return writer.append(append.persistenceId(), append.firstSequenceNr(), append.facts());
    }

    @Override
    public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
        return reads.replay(range, into);
    }

    @Override
    public CompletionStage<Long> highestSequenceNr(String persistenceId) {
        return reads.highestSequenceNr(persistenceId);
    }

    @Override
    public StoreHealth health() {
        return cells.sessions().stream()
                .map(CellSession::health)
                .filter(health -> !health.reason().isEmpty())
                .findFirst()
                .orElse(StoreHealth.HEALTHY);
    }

    @Override
    public void close() {
        // The cells are closed with the archive.
    }
}
