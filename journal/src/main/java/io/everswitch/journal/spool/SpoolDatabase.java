package io.everswitch.journal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.everswitch.journal.JournalCorrupt;
import io.everswitch.journal.JournalInUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The open RocksDB and its handles. Reads from any thread, writes from one. Whoever closes it must know that no call is under
 * way: native memory is gone afterwards.
 */
final class SpoolDatabase implements BatchSink, AutoCloseable {

    static final byte[] FORMAT_KEY = "format".getBytes(UTF_8);
    static final byte[] MARK_KEY = "mark".getBytes(UTF_8);
    static final String FORMAT = "everswitch-spool-1";

    static {
        RocksDB.loadLibrary();
    }

    private final DirectoryLock lock;
    private final SpoolOptions options;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> handles;
    private final Map<Cf, ColumnFamilyHandle> byFamily = new EnumMap<>(Cf.class);
    private final ReadOptions checked = new ReadOptions().setVerifyChecksums(true);
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions().setSync(false);

    private SpoolDatabase(DirectoryLock lock, SpoolOptions options, RocksDB db, List<ColumnFamilyHandle> handles) {
        this.lock = lock;
        this.options = options;
        this.db = db;
        this.handles = handles;
        Iterator<ColumnFamilyHandle> next = handles.iterator();
        for (Cf cf : Cf.values()) {
            byFamily.put(cf, next.next());
        }
    }

    static SpoolDatabase open(SpoolSettings settings) {
        Path dir = settings.dir();
        try {
            Files.createDirectories(dir);
            DirectoryLock lock = DirectoryLock.take(dir);
            SpoolOptions options = new SpoolOptions(settings);
            boolean opened = false;
            try {
                SpoolDatabase database = openLocked(dir, lock, options);
                opened = true;
                return database;
            } finally {
                if (!opened) {
                    options.close();
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new JournalInUse("the journal directory " + dir + " cannot be used: " + e, e);
        } catch (RocksDBException e) {
            Status status = e.getStatus();
            String what = "the journal in " + dir + " cannot be opened: " + Sickness.describe(e);
            throw status != null && status.getCode() == Status.Code.Corruption
                    ? new JournalCorrupt(what, e)
                    : new JournalInUse(what, e);
        }
    }

    private static SpoolDatabase openLocked(Path dir, DirectoryLock lock, SpoolOptions options)
            throws IOException, RocksDBException {
        Recovery.check(dir, options);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB db = RocksDB.open(options.database(), dir.toString(), options.descriptors(), handles);
        SpoolDatabase database = new SpoolDatabase(lock, options, db, handles);
        if (db.get(FORMAT_KEY) == null) {
            try (WriteBatch batch = new WriteBatch()) {
                batch.put(FORMAT_KEY, FORMAT.getBytes(UTF_8));
                database.write(batch, true);
            }
        }
        return database;
    }

    /** Before the first batch there may be no format: nothing is in it yet. */
    static void checkFormat(Path dir, byte @Nullable [] stored) {
        if (stored != null && !FORMAT.equals(new String(stored, UTF_8))) {
            throw new JournalInUse("the journal in " + dir + " has another format than " + FORMAT);
        }
    }

    static BatchMark markFrom(byte @Nullable [] stored) {
        if (stored == null) {
            return BatchMark.NONE;
        }
        BatchMark mark = BatchMark.decode(stored, 0);
        if (mark == null) {
            throw new JournalCorrupt("the mark of the last batch cannot be read");
        }
        return mark;
    }

    ColumnFamilyHandle handle(Cf cf) {
        return Objects.requireNonNull(byFamily.get(cf));
    }

    byte @Nullable [] get(Cf cf, byte[] key) throws RocksDBException {
        return db.get(handle(cf), checked, key);
    }

    BatchMark lastMark() throws RocksDBException {
        return markFrom(db.get(checked, MARK_KEY));
    }

    /** An iterator over what is there now; the caller closes it. */
    RocksIterator iterator(Cf cf) {
        return db.newIterator(handle(cf), checked);
    }

    @Override
    public void write(WriteBatch batch, boolean sync) throws RocksDBException {
        db.write(sync ? synced : unsynced, batch);
    }

    /** Rewrites the tables up to a key, so that what was deleted below it gives its room back. Takes as long as that takes. */
    void compact(Cf cf, byte[] upTo) throws RocksDBException {
        try (FlushOptions wait = new FlushOptions().setWaitForFlush(true);
                CompactRangeOptions beside = new CompactRangeOptions().setExclusiveManualCompaction(false)) {
            db.flush(wait, handle(cf));
            db.compactRange(handle(cf), null, upTo, beside);
        }
    }

    /** Brings everything into table files, so that the next opening has no log to read. */
    void flush() throws RocksDBException {
        try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            db.flush(wait, handles);
        }
    }

    @Override
    public void close() throws IOException {
        handles.forEach(ColumnFamilyHandle::close);
        db.close();
        checked.close();
        synced.close();
        unsynced.close();
        options.close();
        lock.close();
    }
}
