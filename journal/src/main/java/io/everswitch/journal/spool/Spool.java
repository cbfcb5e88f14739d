package io.everswitch.journal.spool;

import io.everswitch.journal.Due;
import io.everswitch.journal.FactRefused;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.JournalStatus;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.FactStore;
import io.everswitch.journal.store.IndexStore;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoreHealth;
import io.everswitch.journal.store.StoredFact;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facts on this node's disk. One thread writes, a few read, nobody else waits: every method returns at once and is safe to
 * use from any thread, except {@link #open} and {@link #close}, which block and belong to whoever starts and ends the process.
 */
public final class Spool implements FactStore, IndexStore {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    /**
     * What the spool is given besides its settings.
     *
     * @param completions where stages are completed
     * @param clockMs epoch milliseconds, for what expires
     */
    public record Surroundings(Executor completions, LongSupplier clockMs) {}

    private final SpoolSettings settings;
    private final Surroundings surroundings;
    private final SpoolDatabase db;
    private final Sickness sickness = new Sickness();
    private final FreeSpace space;
    private final SpoolWriter writer;
    private final SpoolReaders readers;
    private final FactReader facts;
    private final IndexReader index;
    private final DueScan due;
    /** The last append of each id that is on its way. */
    private final ConcurrentHashMap<String, CompletableFuture<?>> pending = new ConcurrentHashMap<>();

    private volatile JournalMetrics metrics = JournalMetrics.NONE;
    private boolean closed;

    private Spool(SpoolSettings settings, Surroundings surroundings, Seams seams) throws RocksDBException {
        this.settings = settings;
        this.surroundings = surroundings;
        this.db = seams.db();
        this.space = new FreeSpace(seams.usableBytes(), settings.freeBytesMin(), settings.freeCheckMs());
        this.due = new DueScan(db);
        this.facts = new FactReader(db);
        this.index = new IndexReader(db, surroundings.clockMs());
        this.readers = new SpoolReaders(settings, sickness, () -> metrics);
        this.writer = new SpoolWriter(
                settings,
                new WriterParts(db, seams.sink(), space, sickness, due, surroundings.completions(), () -> metrics));
    }

    /** Where a test puts a failing disk. */
    record Seams(SpoolDatabase db, BatchSink sink, LongSupplier usableBytes) {}

    /** Opens or makes the spool in its directory, or throws a {@link io.everswitch.journal.JournalException}. Blocks. */
    public static Spool open(SpoolSettings settings, Surroundings surroundings) {
        SpoolDatabase db = SpoolDatabase.open(settings);
        return open(settings, surroundings, new Seams(db, db, FreeSpace.of(settings.dir())));
    }

    static Spool open(SpoolSettings settings, Surroundings surroundings, Seams seams) {
        try {
            Spool spool = new Spool(settings, surroundings, seams);
            spool.writer.start();
            return spool;
        } catch (RocksDBException e) {
            throw new JournalUnavailable("the spool cannot be read: " + Sickness.describe(e), e);
        }
    }

    public void metrics(JournalMetrics listener) {
        metrics = new GuardedMetrics(listener);
    }

    @Override
    public Store store() {
        return Store.SPOOL;
    }

    @Override
    public CompletionStage<Void> append(Append append) {
        for (byte[] fact : append.facts()) {
            if (fact.length > settings.factMaxBytes()) {
                return CompletableFuture.failedFuture(new FactRefused("a fact of " + append.persistenceId() + " has "
                        + fact.length + " bytes, at most " + settings.factMaxBytes()));
            }
        }
        if (append.facts().size() > settings.batchMaxFacts()) {
            return CompletableFuture.failedFuture(new FactRefused(append.facts().size() + " facts of "
                    + append.persistenceId() + " at once, at most " + settings.batchMaxFacts()));
        }
        AppendWork work = new AppendWork(append);
        CompletableFuture<Long> submitted = writer.submit(work);
        if (submitted != work.done()) {
            return submitted.thenAccept(last -> {}); // Refused at the door.
        }
        // Registered before it is watched, so that it is taken out however early it completes.
        pending.put(append.persistenceId(), submitted);
        return submitted
                .whenComplete((last, failure) -> pending.remove(append.persistenceId(), submitted))
                .thenAccept(last -> {});
    }

    @Override
    public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
        long begun = System.nanoTime();
        return readers.read(() -> {
            int count = facts.replay(range, into);
            metrics.replayed(count, System.nanoTime() - begun);
            return count;
        });
    }

    @Override
    public CompletionStage<Long> highestSequenceNr(String persistenceId) {
        CompletableFuture<?> onItsWay = pending.get(persistenceId);
        if (onItsWay == null) {
            return readers.read(() -> facts.highestSequenceNr(persistenceId));
        }
        return onItsWay.handle((done, failure) -> persistenceId)
                .thenCompose(id -> readers.read(() -> facts.highestSequenceNr(id)));
    }

    /** Histories in the order of their ids, at most {@code limit}. */
    public CompletionStage<List<SpoolHead>> heads(@Nullable String afterId, int limit) {
        return readers.read(() -> facts.heads(afterId, limit));
    }

    public CompletionStage<SpoolHead> head(String persistenceId) {
        return readers.read(() -> facts.head(persistenceId));
    }

    /** Replaces the end of a history by what the working set holds: see {@link AdoptWork}. */
    public CompletionStage<Void> adopt(Append tail, long expectedHighest) {
        return writer.submit(new AdoptWork(tail, expectedHighest)).thenAccept(last -> {});
    }

    /** Notes that the archive has a history up to a number: see {@link ArchivedWork}. */
    public CompletionStage<Void> archived(String persistenceId, long toSequenceNr) {
        return writer.submit(new ArchivedWork(persistenceId, toSequenceNr)).thenAccept(done -> {});
    }

    /**
     * Forgets a closed history that is still as long as expected, with these entries of the index.
     *
     * @return false if it is longer or open, and so was kept
     */
    public CompletionStage<Boolean> forget(String persistenceId, long expectedHighest, List<IndexEntry> removed) {
        return writer.submit(new ForgetWork(persistenceId, expectedHighest, removed));
    }

    /** Gives the room back that forgotten histories took, up to this id. */
    public CompletionStage<Void> giveRoomBack(String upToId) {
        return readers.read(() -> {
                    db.compact(Cf.FACTS, Keys.factsEnd(Keys.head(upToId)));
                    db.compact(Cf.HEADS, Keys.head(upToId));
                    return upToId;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletionStage<String> claim(Claim claim) {
        new IndexEntry(claim.space(), claim.key(), claim.value());
        return writer.submit(new ClaimWork(claim, surroundings.clockMs().getAsLong()));
    }

    @Override
    public CompletionStage<Void> put(IndexEntry entry) {
        return writer.submit(new PutWork(entry)).thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Optional<String>> lookup(String inSpace, String key) {
        return readers.read(() -> index.lookup(inSpace, key));
    }

    @Override
    public CompletionStage<List<IndexEntry>> scan(IndexRange range, int limit) {
        return readers.read(() -> index.scan(range, limit));
    }

    @Override
    public CompletionStage<List<Due>> dueAfter(Due after, long untilMs, int limit) {
        return readers.read(() -> due.dueAfter(after, untilMs, limit));
    }

    @Override
    public CompletionStage<Integer> sweepExpired(int limit) {
        return readers.read(() -> index.expired(limit))
                .thenCompose(found ->
                        found.isEmpty() ? CompletableFuture.completedFuture(0) : writer.submit(new SweepWork(found)));
    }

    @Override
    public StoreHealth health() {
        String complaint = writer.complaint();
        return complaint.isEmpty() ? StoreHealth.HEALTHY : StoreHealth.sick(complaint);
    }

    public JournalStatus status() {
        Counters counters = writer.counters();
        long batches = counters.batches();
        return new JournalStatus(
                counters.facts(),
                counters.bytes(),
                batches,
                counters.refused.sum(),
                counters.failedBatches.sum(),
                writer.queuedFacts(),
                writer.queuedBytes(),
                batches == 0 ? 0 : (double) counters.facts() / batches,
                counters.maxBatchFacts(),
                counters.fsync.percentileMicros(0.5),
                counters.fsync.percentileMicros(0.99),
                counters.fsync.maxMicros(),
                space.lastBytes(),
                writer.complaint());
    }

    /** Writes what was accepted, flushes, and gives the directory back. Blocks. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            boolean written = writer.end();
            boolean quiet = readers.end() && written;
            if (!quiet) {
                // Closing under a running call would crash the process; the kernel gives the lock back when it ends.
                LOG.error("the spool is left open: a thread is still inside it after {} ms", settings.closeTimeoutMs());
                return;
            }
            writer.close();
            if (sickness.reason().isEmpty()) {
                db.flush();
            }
            db.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("interrupted while the spool was closed; it is left open");
        } catch (RocksDBException e) {
            LOG.error("the spool's last flush failed; its log has everything: {}", Sickness.describe(e));
            closeAnyway();
        } catch (IOException e) {
            LOG.error("the spool's directory could not be given back", e);
        }
    }

    private void closeAnyway() {
        try {
            db.close();
        } catch (IOException e) {
            LOG.error("the spool's directory could not be given back", e);
        }
    }
}
