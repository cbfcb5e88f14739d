package io.everswitch.journal.spool;

import java.util.List;
import org.rocksdb.RocksDBException;

/** Removes index entries whose time has passed. Needs no fsync: an entry that comes back still counts as absent. */
final class SweepWork extends Work<Integer> {

    private final List<byte[]> expiryKeys;

    /** @param expiryKeys keys that a reader found; what stands under them is looked at again here */
    SweepWork(List<byte[]> expiryKeys) {
        super(0, 0);
        this.expiryKeys = expiryKeys;
    }

    @Override
    boolean prepare(Batch batch) throws RocksDBException {
        int removed = 0;
        for (byte[] expiryKey : expiryKeys) {
            byte[] indexKey = Keys.restOf(expiryKey);
            IndexValue standing = batch.indexValue(indexKey);
            // It may have been claimed again since, with another expiry or with none.
            if (standing != null && standing.expiresAtMs() == Keys.timeOf(expiryKey)) {
                batch.remove(indexKey);
                removed++;
            }
            batch.forgetExpiry(expiryKey);
        }
        succeed(removed);
        return true;
    }
}
