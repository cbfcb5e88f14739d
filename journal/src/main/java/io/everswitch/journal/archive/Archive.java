package io.everswitch.journal.archive;

import com.datastax.oss.driver.api.core.cql.Row;
import com.typesafe.config.Config;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.PersistenceIds;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.store.ArchiveSource;
import io.everswitch.journal.store.FactReads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The archive: Cassandra cells that get every history sooner or later, and are asked for what is older than retention. Nothing
 * that is young ever waits for it. Opening reads the cells file and starts to connect, and waits for nobody. All methods return
 * at once and are safe from any thread; stages fail with a {@link io.everswitch.journal.JournalException}.
 */
public final class Archive implements AutoCloseable {
    /** Lately read histories that are not forgotten: far more than actors are woken for old payments within minutes. */
    private static final int IN_USE_MAX = 10_000;

    private static final int TIMER_THREADS = 2;

    private final ArchiveSettings settings;
    private final PersistenceIds ids;
    private final ArchivedRows rows;
    private final ArchiveThreads threads;
    private final ScheduledExecutorService timer;
    private final Cells cells;
    private final HistoryWriter writer;
    private final HistoryReader reader;
    private final Archiver archiver;
    private final Recent inUse = new Recent(IN_USE_MAX);
    private volatile @Nullable Forgetter forgetter;

    /**
     * What the archive is given besides its settings.
     *
     * @param completions where stages complete
     * @param metrics who is told
     */
    public record Surroundings(
            PersistenceIds ids, Executor completions, LongSupplier clockMs, Supplier<JournalMetrics> metrics) {}

    /** What else goes when a history is forgotten, given the entries of the index that go with it. */
    public interface Beside {
        CompletionStage<List<IndexEntry>> of(Spool spool, String persistenceId, List<IndexEntry> removed);
    }

    private Archive(ArchiveSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.ids = surroundings.ids();
        this.rows = Named.make(ArchivedRows.class, settings.rows());
        this.timer = Executors.newScheduledThreadPool(TIMER_THREADS, task -> {
            Thread thread = new Thread(task, "everswitch-archive");
            thread.setDaemon(true);
            return thread;
        });
        this.threads = new ArchiveThreads(timer, surroundings.completions(), surroundings.clockMs());
        this.cells = new Cells(settings, rows, threads);
        ArchiveSettings.Filling filling = settings.filling();
        this.writer = new HistoryWriter(cells, ids, rows, filling.batchBytesMax());
        this.reader = new HistoryReader(cells, ids, settings.session(), surroundings.completions());
        this.archiver = new Archiver(filling, new Archiver.Parts(cells, writer, ids, threads, surroundings.metrics()));
    }

    /** @param journal {@code everswitch.journal}; null is answered when it names no cells file, and so no archive */
    public static @Nullable Archive open(Config journal, Surroundings surroundings) {
        return journal.getString("archive.cells-file").isEmpty()
                ? null
                : new Archive(ArchiveSettings.from(journal), surroundings);
    }

    /** Begins to bring what the source has into the archive. */
    public void fillFrom(ArchiveSource source) {
        archiver.start(source);
    }

    /** Begins to let this spool forget what is older than retention and in the archive. */
    public void forgetIn(Spool spool) {
        forgetIn(spool, (here, id, removed) -> CompletableFuture.completedFuture(removed));
    }

    /** As {@link #forgetIn(Spool)}, for a spool that notes more of a history than its facts. */
    public void forgetIn(Spool spool, Beside beside) {
        Forgetter starting = new Forgetter(
                settings.filling(), threads, new Forgetter.Parts(spool, reader, rows, ids, inUse, beside));
        forgetter = starting;
        starting.start();
    }

    /** The reading side: what stands in the cells, whatever its age. */
    public FactReads reads() {
        return reader;
    }

    /** How actors read where the spool is the only store: what it does not have and is old is asked of the archive. */
    public FactReads readsThrough(Spool spool) {
        long retentionMs = settings.filling().retention().toMillis();
        return new AgedReads(spool, reader, new AgedReads.AgeRule(ids, retentionMs), threads, inUse);
    }

    HistoryWriter writer() {
        return writer;
    }

    /** The cell that a new id should name, by the cells' weights. */
    public int cellForNew(RandomGenerator random) {
        return cells.cellForNew(random);
    }

    /**
     * Asks every cell for rows of the read model, first the cell with the lowest number.
     *
     * @param rowsMax at most this many rows of each cell
     */
    public List<CompletionStage<List<Map<String, Object>>>> query(ArchivedRow query, int rowsMax) {
        List<CompletionStage<List<Map<String, Object>>>> answers = new ArrayList<>();
        for (CellSession cell : cells.sessions()) {
            answers.add(CellSession.all(cell.run(query.cql(), query.values()), rowsMax, Archive::values));
        }
        return answers;
    }

    private static Map<String, Object> values(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.getObject(i);
            if (value != null) {
                values.put(row.getColumnDefinitions().get(i).getName().asInternal(), value);
            }
        }
        return values;
    }

    public long retentionMs() {
        return settings.filling().retention().toMillis();
    }

    public ArchiveStatus status() {
        Forgetter forgetting = forgetter;
        return new ArchiveStatus(
                cells.status(),
                archiver.backlog(),
                archiver.oldestAgeMs(),
                archiver.archivedFacts(),
                archiver.failures(),
                forgetting == null ? 0 : forgetting.forgotten(),
                forgetting == null ? 0 : forgetting.differing());
    }

    /** What is not archived yet stays where it is. */
    @Override
    public void close() {
        archiver.close();
        Forgetter forgetting = forgetter;
        if (forgetting != null) {
            forgetting.close();
        }
        cells.close();
        timer.shutdownNow();
    }
}
