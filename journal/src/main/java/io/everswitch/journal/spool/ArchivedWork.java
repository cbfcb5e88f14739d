package io.everswitch.journal.spool;

import org.rocksdb.RocksDBException;

/**
 * Notes what the archive has. Decided on the writer's thread: facts that came meanwhile leave the history unarchived. Needs no
 * fsync: a note that is lost means that the same facts are archived once more.
 */
final class ArchivedWork extends Work<Long> {
    private final String persistenceId;
    private final long toSequenceNr;

    ArchivedWork(String persistenceId, long toSequenceNr) {
        super(0, persistenceId.length());
        this.persistenceId = persistenceId;
        this.toSequenceNr = toSequenceNr;
    }

    @Override
    boolean prepare(Batch batch) throws RocksDBException {
        byte[] key = ArchiveMarks.archived(persistenceId);
        IndexValue standing = batch.indexValue(key);
        long before = standing == null ? 0 : Long.parseLong(standing.text());
        long highest = batch.head(persistenceId).highestSequenceNr();
        if (toSequenceNr > before && highest > 0) {
            batch.set(key, new IndexValue(Long.toString(toSequenceNr), Long.MAX_VALUE));
        }
        if (highest <= Math.max(before, toSequenceNr)) {
            batch.remove(ArchiveMarks.unarchived(persistenceId));
        }
        succeed(Math.max(before, toSequenceNr));
        return true;
    }
}
