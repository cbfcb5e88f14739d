package io.everswitch.journal.archive;

import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.PersistenceIds;
import io.everswitch.journal.store.ArchiveBacklog;
import io.everswitch.journal.store.ArchiveSource;
import io.everswitch.journal.store.Unarchived;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the archive: takes a bounded page of what it lacks from the source, writes it, tells the source, and takes the next one.
 * Nothing is kept between two pages but which histories failed lately, so a cell that is away costs no memory: what it lacks
 * stays where it is. If we die anywhere in between, the same facts are written once more, and are the same rows.
 *
 * <p>Rounds follow each other on the archive's timer, one at a time; each of them ends within bounded time.
 */
final class Archiver {
    private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);
    /** A source or a round that takes longer is given up, so that the archiver never stands still for ever. */
    private static final long ROUND_MAX_MS = 60_000;
    /** A history that cannot be written though its cell is well is left alone so long, and remembered with so many others. */
    private static final long FAILED_PAUSE_MS = 30_000;

    private static final int FAILED_MAX = 10_000;
    /** How often, and how far, what is left is counted: counting reads as much as it counts. */
    private static final long COUNT_EVERY_MS = 5_000;

    private static final int COUNT_MAX = 10_000;

    private final ArchiveSettings.Filling settings;
    private final Cells cells;
    private final HistoryWriter writer;
    private final PersistenceIds ids;
    private final ArchiveThreads threads;
    private final Supplier<JournalMetrics> metrics;
    private final Recent failing = new Recent(FAILED_MAX);
    private final LongAdder archivedFacts = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile ArchiveBacklog backlog = ArchiveBacklog.UNKNOWN;
    private volatile boolean closed;
    private long pauseMs;
    private long countedAtMs;

    /** What it works with; it owns none of it. */
    record Parts(
            Cells cells,
            HistoryWriter writer,
            PersistenceIds ids,
            ArchiveThreads threads,
            Supplier<JournalMetrics> metrics) {}

    Archiver(ArchiveSettings.Filling settings, Parts parts) {
        this.settings = settings;
        this.cells = parts.cells();
        this.writer = parts.writer();
        this.ids = parts.ids();
        this.threads = parts.threads();
        this.metrics = parts.metrics();
    }

    void start(ArchiveSource source) {
        later(source, settings.after().toMillis());
    }

    void close() {
        closed = true;
    }

    private void later(ArchiveSource source, long ms) {
        if (!closed) {
            threads.later(() -> round(source), ms);
        }
    }

    private void round(ArchiveSource source) {
        CompletableFuture<Result> done;
        try {
            long openBeforeMs = threads.nowMs() - settings.openAfter().toMillis();
            done = anyCellIsWell()
                    ? source.unarchived(openBeforeMs, settings.historiesMax(), this::worthTrying)
                            .thenCompose(page -> write(source, page))
                            .toCompletableFuture()
                    : CompletableFuture.completedFuture(new Result(0, 0, 0));
            done = done.thenCombine(count(source, openBeforeMs), (result, counted) -> result)
                    .orTimeout(ROUND_MAX_MS, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            done = CompletableFuture.failedFuture(e);
        }
        CompletionStage<Result> ended = done;
        ended.whenCompleteAsync((result, failure) -> later(source, nextPause(result, failure)), threads.timer());
    }

    /**
     * @param ripe histories that the page had
     * @param failed of these, not written
     */
    private record Result(int ripe, int written, int failed) {}

    private long nextPause(@Nullable Result result, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn("what the archive lacks could not be read, will be tried again: {}", Failures.describe(failure));
        }
        if (result == null || (result.failed() > 0 && result.written() == 0)) {
            pauseMs = Math.min(
                    Math.max(pauseMs * 2, settings.after().toMillis()),
                    settings.backOffMax().toMillis());
            return pauseMs;
        }
        pauseMs = 0;
        boolean more = result.ripe() >= settings.historiesMax() || result.ripe() > result.written() + result.failed();
        return more && result.written() > 0 ? 0 : settings.after().toMillis();
    }

    private boolean anyCellIsWell() {
        return cells.sessions().stream().anyMatch(cell -> cell.complaint().isEmpty());
    }

    private boolean worthTrying(String id) {
        CellSession cell = cells.session(ids.cell(id));
        return cell != null && cell.complaint().isEmpty() && !failing.within(id, threads.nowMs(), FAILED_PAUSE_MS);
    }

    private CompletionStage<Result> write(ArchiveSource source, List<Unarchived> page) {
        List<CompletableFuture<Boolean>> writes = new ArrayList<>(page.size());
        long bytes = 0;
        for (Unarchived history : page) {
            bytes += history.facts().stream().mapToLong(fact -> fact.length).sum();
            if (bytes > settings.bytesMax() && !writes.isEmpty()) {
                break; // It is still there in the next round.
            }
            writes.add(write(source, history).toCompletableFuture());
        }
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).thenApply(done -> {
            int written = (int) writes.stream().filter(CompletableFuture::join).count();
            return new Result(page.size(), written, writes.size() - written);
        });
    }

    private CompletionStage<Boolean> write(ArchiveSource source, Unarchived history) {
        String id = history.persistenceId();
        long begun = System.nanoTime();
        int lacking = (int) Math.max(0, history.facts().size() - history.archivedTo());
        CompletionStage<Void> written;
        try {
            written = writer.write(id, history.facts(), history.archivedTo())
                    .thenCompose(done -> source.archived(id, history.facts().size()));
        } catch (RuntimeException e) {
            written = CompletableFuture.failedFuture(e);
        }
        return written.handle((done, failure) -> {
            if (failure == null) {
                failing.forget(id);
                archivedFacts.add(lacking);
                metrics.get().archived(lacking, System.nanoTime() - begun);
                return true;
            }
            failures.increment();
            metrics.get().archiveFailed();
            noteFailure(id, failure);
            return false;
        });
    }

    private void noteFailure(String id, Throwable failure) {
        CellSession cell = cells.session(ids.cell(id));
        if (cell != null && cell.complaint().isEmpty()) {
            failing.note(id, threads.nowMs());
            LOG.warn("{} was not archived, will be tried again: {}", id, Failures.describe(failure));
        }
    }

    private CompletionStage<ArchiveBacklog> count(ArchiveSource source, long openBeforeMs) {
        if (threads.nowMs() - countedAtMs < COUNT_EVERY_MS) {
            return CompletableFuture.completedFuture(backlog);
        }
        countedAtMs = threads.nowMs();
        return source.backlog(openBeforeMs, COUNT_MAX).thenApply(counted -> {
            backlog = counted;
            metrics.get().archiveBacklog(counted.histories(), oldestAgeMs());
            return counted;
        });
    }

    long backlog() {
        return backlog.histories();
    }

    long oldestAgeMs() {
        String oldest = backlog.oldestId();
        long createdMs = oldest == null ? Long.MAX_VALUE : ids.createdAtMs(oldest);
        return createdMs == Long.MAX_VALUE ? 0 : Math.max(0, threads.nowMs() - createdMs);
    }

    long archivedFacts() {
        return archivedFacts.sum();
    }

    long failures() {
        return failures.sum();
    }
}
