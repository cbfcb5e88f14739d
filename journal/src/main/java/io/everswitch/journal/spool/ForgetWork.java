package io.everswitch.journal.spool;

import io.everswitch.journal.IndexEntry;
import java.util.List;
import org.rocksdb.RocksDBException;

/**
 * Forgets a history that the archive has. Decided again on the writer's thread: one that grew meanwhile, or that owes something,
 * stays. Needs no fsync: a history that comes back is forgotten again.
 */
final class ForgetWork extends Work<Boolean> {
    private final String persistenceId;
    private final long expectedHighest;
    private final List<IndexEntry> removed;

    ForgetWork(String persistenceId, long expectedHighest, List<IndexEntry> removed) {
        super(0, persistenceId.length());
        this.persistenceId = persistenceId;
        this.expectedHighest = expectedHighest;
        this.removed = List.copyOf(removed);
    }

    @Override
    boolean prepare(Batch batch) throws RocksDBException {
        if (batch.touches(persistenceId)) {
            return false;
        }
        Head head = batch.head(persistenceId);
        if (head.highestSequenceNr() != expectedHighest || !head.closed()) {
            succeed(false);
            return true;
        }
        batch.forget(persistenceId, head);
        batch.remove(ArchiveMarks.unarchived(persistenceId));
        batch.remove(ArchiveMarks.archived(persistenceId));
        for (IndexEntry entry : removed) {
            batch.change(entry);
        }
        succeed(true);
        return true;
    }
}
