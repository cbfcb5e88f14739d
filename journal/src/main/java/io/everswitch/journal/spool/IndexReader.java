package io.everswitch.journal.spool;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Reads the index. On readers' threads. */
final class IndexReader {

    private final SpoolDatabase db;
    private final LongSupplier clockMs;

    IndexReader(SpoolDatabase db, LongSupplier clockMs) {
        this.db = db;
        this.clockMs = clockMs;
    }

    Optional<String> lookup(String space, String key) throws RocksDBException {
        IndexValue value = IndexValue.live(db.get(Cf.INDEX, Keys.index(space, key)), clockMs.getAsLong());
        return value == null ? Optional.empty() : Optional.of(value.text());
    }

    List<IndexEntry> scan(IndexRange range, int limit) throws RocksDBException {
        String space = range.space();
        String startAfterKey = range.after();
        long nowMs = clockMs.getAsLong();
        byte[] within = Keys.index(space, range.prefix());
        byte[] after = startAfterKey == null ? within : Keys.index(space, startAfterKey);
        List<IndexEntry> found = new ArrayList<>();
        try (RocksIterator entries = db.iterator(Cf.INDEX)) {
            entries.seek(Arrays.compareUnsigned(after, within) > 0 ? after : within);
            while (entries.isValid() && found.size() < limit) {
                byte[] key = entries.key();
                if (!Keys.startsWith(key, within)) {
                    break;
                }
                IndexValue value = IndexValue.live(entries.value(), nowMs);
                boolean startsAfter = startAfterKey == null || Arrays.compareUnsigned(key, after) > 0;
                if (value != null && startsAfter) {
                    found.add(new IndexEntry(space, Keys.keyOfIndex(key, space), value.text()));
                }
                entries.next();
            }
            entries.status();
        }
        return found;
    }

    /** Expiries that have passed, the oldest first. */
    List<byte[]> expired(int limit) throws RocksDBException {
        long nowMs = clockMs.getAsLong();
        List<byte[]> found = new ArrayList<>();
        try (RocksIterator expiries = db.iterator(Cf.EXPIRIES)) {
            expiries.seekToFirst();
            while (expiries.isValid() && found.size() < limit && Keys.timeOf(expiries.key()) <= nowMs) {
                found.add(expiries.key());
                expiries.next();
            }
            expiries.status();
        }
        return found;
    }
}
