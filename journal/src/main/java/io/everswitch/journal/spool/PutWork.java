package io.everswitch.journal.spool;

import io.everswitch.journal.IndexEntry;
import org.rocksdb.RocksDBException;

/** One index entry set or removed, durably. */
final class PutWork extends Work<Boolean> {

    private final IndexEntry entry;

    PutWork(IndexEntry entry) {
        super(0, entry.space().length() + entry.key().length());
        this.entry = entry;
    }

    @Override
    boolean prepare(Batch batch) throws RocksDBException {
        batch.change(entry);
        batch.needSync();
        succeed(true);
        return true;
    }
}
