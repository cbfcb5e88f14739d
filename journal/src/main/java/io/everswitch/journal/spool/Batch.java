package io.everswitch.journal.spool;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.store.Append;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What is written together next, and how the store looks with it. Used by the writer's thread alone and cleared after each
 * batch; what it says of heads and index entries includes what is in the batch already, so that two appends of one id can
 * share an fsync.
 */
final class Batch implements AutoCloseable {

    private final SpoolDatabase db;
    private final HeadCache cache;
    private final WriteBatch changes = new WriteBatch();
    private final Map<String, Head> heads = new HashMap<>();
    /** Index values that this batch sets; an empty array stands for a removal. */
    private final Map<ByteBuffer, byte[]> index = new HashMap<>();

    private int facts;
    private long bytes;
    private long earliestDueMs = Long.MAX_VALUE;
    private boolean sync;
    private boolean changed;

    Batch(SpoolDatabase db, HeadCache cache) {
        this.db = db;
        this.cache = cache;
    }

    Head head(String persistenceId) throws RocksDBException {
        Head here = heads.get(persistenceId);
        if (here != null) {
            return here;
        }
        Head cached = cache.get(persistenceId);
        if (cached != null) {
            return cached;
        }
        Head stored = Head.decode(db.get(Cf.HEADS, Keys.head(persistenceId)));
        cache.put(persistenceId, stored);
        return stored;
    }

    /** Whether this batch holds facts of the id, which a read would not find. */
    boolean touches(String persistenceId) {
        return heads.containsKey(persistenceId);
    }

    byte @Nullable [] storedFact(byte[] key) throws RocksDBException {
        return db.get(Cf.FACTS, key);
    }

    void extend(Head before, Append append) throws RocksDBException {
        byte[] id = Keys.head(append.persistenceId());
        long sequenceNr = append.firstSequenceNr();
        for (byte[] fact : append.facts()) {
            byte[] key = Keys.fact(id, sequenceNr++);
            put(Cf.FACTS, key, FactBytes.seal(key, fact));
        }
        Append.Marks marks = append.marks();
        Head after = new Head(
                append.lastSequenceNr(),
                marks == null ? before.nextDueAtMs() : Math.max(0, marks.nextDueAtMs()),
                marks == null ? before.closed() : marks.closed());
        put(Cf.HEADS, id, after.encode());
        moveDue(id, before.nextDueAtMs(), after.nextDueAtMs());
        for (IndexEntry entry : append.index()) {
            change(entry);
        }
        heads.put(append.persistenceId(), after);
        facts += append.facts().size();
        sync = true;
    }

    void removeFact(byte[] key) throws RocksDBException {
        changes.delete(db.handle(Cf.FACTS), key);
        changed = true;
    }

    /** All of a history and what is known of it; its index entries are the caller's. */
    void forget(String persistenceId, Head head) throws RocksDBException {
        byte[] id = Keys.head(persistenceId);
        for (long number = 1; number <= head.highestSequenceNr(); number++) {
            changes.delete(db.handle(Cf.FACTS), Keys.fact(id, number));
        }
        changes.delete(db.handle(Cf.HEADS), id);
        moveDue(id, head.nextDueAtMs(), Long.MAX_VALUE);
        heads.put(persistenceId, Head.NONE);
        changed = true;
    }

    private void moveDue(byte[] id, long fromMs, long toMs) throws RocksDBException {
        if (fromMs == toMs) {
            return;
        }
        if (fromMs != Long.MAX_VALUE) {
            changes.delete(db.handle(Cf.DUE), Keys.timed(fromMs, id));
        }
        if (toMs != Long.MAX_VALUE) {
            put(Cf.DUE, Keys.timed(toMs, id), new byte[0]);
            earliestDueMs = Math.min(earliestDueMs, toMs);
        }
    }

    void change(IndexEntry entry) throws RocksDBException {
        byte[] key = Keys.index(entry.space(), entry.key());
        String value = entry.value();
        if (value == null) {
            remove(key);
        } else {
            set(key, new IndexValue(value, Long.MAX_VALUE));
        }
    }

    void set(byte[] key, IndexValue value) throws RocksDBException {
        byte[] encoded = value.encode();
        put(Cf.INDEX, key, encoded);
        index.put(ByteBuffer.wrap(key), encoded);
        if (value.expiresAtMs() != Long.MAX_VALUE) {
            put(Cf.EXPIRIES, Keys.timed(value.expiresAtMs(), key), new byte[0]);
        }
    }

    void remove(byte[] key) throws RocksDBException {
        changes.delete(db.handle(Cf.INDEX), key);
        index.put(ByteBuffer.wrap(key), new byte[0]);
        changed = true;
    }

    void forgetExpiry(byte[] expiryKey) throws RocksDBException {
        changes.delete(db.handle(Cf.EXPIRIES), expiryKey);
        changed = true;
    }

    /** What stands under an index key, with this batch; null if nothing. */
    @Nullable
    IndexValue indexValue(byte[] key) throws RocksDBException {
        byte[] here = index.get(ByteBuffer.wrap(key));
        if (here != null) {
            return here.length == 0 ? null : IndexValue.decode(here);
        }
        return IndexValue.decode(db.get(Cf.INDEX, key));
    }

    void needSync() {
        sync = true;
    }

    private void put(Cf cf, byte[] key, byte[] value) throws RocksDBException {
        changes.put(db.handle(cf), key, value);
        bytes += key.length + value.length;
        changed = true;
    }

    /** Whether there is anything to write or to wait for. */
    boolean worthWriting() {
        return changed || sync;
    }

    WriteBatch changesWith(BatchMark mark) throws RocksDBException {
        changes.put(SpoolDatabase.MARK_KEY, mark.encode());
        return changes;
    }

    /** After it was written. */
    void remember() {
        heads.forEach(cache::put);
    }

    void clear() {
        changes.clear();
        heads.clear();
        index.clear();
        facts = 0;
        bytes = 0;
        earliestDueMs = Long.MAX_VALUE;
        sync = false;
        changed = false;
    }

    int facts() {
        return facts;
    }

    long bytes() {
        return bytes;
    }

    long earliestDueMs() {
        return earliestDueMs;
    }

    boolean sync() {
        return sync;
    }

    @Override
    public void close() {
        changes.close();
    }
}
