package io.everswitch.journal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.everswitch.journal.Due;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Looks for what is due. Due times move all the time, and each move leaves a tombstone that a scan from the beginning would
 * pass again and again; so it remembers a floor below which nothing stands. The writer tells, after a write, the earliest time
 * that it wrote; a scan takes these into account before it looks. An entry that becomes visible between the two is found by
 * the next scan. Scans exclude each other; the writer never waits for one.
 */
final class DueScan {

    private final SpoolDatabase db;
    private final AtomicLong earliestWritten = new AtomicLong(Long.MAX_VALUE);
    private long floorMs;

    DueScan(SpoolDatabase db) {
        this.db = db;
    }

    /** The writer's: after the batch is visible. */
    void written(long earliestDueMs) {
        if (earliestDueMs != Long.MAX_VALUE) {
            earliestWritten.accumulateAndGet(earliestDueMs, Math::min);
        }
    }

    synchronized List<Due> dueAfter(Due after, long untilMs, int limit) throws RocksDBException {
        floorMs = Math.min(floorMs, earliestWritten.getAndSet(Long.MAX_VALUE));
        boolean fromFloor = after.dueAtMs() < floorMs || after.equals(Due.FIRST);
        byte[] last = Keys.timed(after.dueAtMs(), after.persistenceId().getBytes(UTF_8));
        List<Due> found = new ArrayList<>();
        try (RocksIterator entries = db.iterator(Cf.DUE)) {
            entries.seek(fromFloor ? Keys.timed(floorMs, new byte[0]) : last);
            while (entries.isValid() && found.size() < limit) {
                byte[] key = entries.key();
                long dueAtMs = Keys.timeOf(key);
                if (dueAtMs > untilMs) {
                    break;
                }
                if (!Arrays.equals(key, last)) {
                    found.add(new Due(new String(Keys.restOf(key), UTF_8), dueAtMs));
                }
                entries.next();
            }
            entries.status();
        }
        if (limit > 0 && fromFloor) {
            floorMs =
                    found.isEmpty() ? Math.max(floorMs, untilMs) : found.get(0).dueAtMs();
        }
        return found;
    }
}
