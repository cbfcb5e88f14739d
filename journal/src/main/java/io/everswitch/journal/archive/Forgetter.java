package io.everswitch.journal.archive;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.PersistenceIds;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.spool.SpoolHead;
import io.everswitch.journal.store.ReplayRange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the spool forget what is closed, older than retention and in the archive, fact for fact: it asks the archive itself, and
 * not a note about it. A history that is not the archive's is kept and counted. Pass after pass, page after page, on the
 * archive's timer; a bounded number of histories is looked at at a time. Ids are taken to sort by age: a pass ends at the first
 * page of young ones.
 */
final class Forgetter {
    private static final Logger LOG = LoggerFactory.getLogger(Forgetter.class);
    /** Above what two clocks of one node can differ, and a request that found a history just before it became old. */
    private static final long MARGIN_MS = 10_000;
    /** An actor that was woken lately may still write to it. */
    private static final long IN_USE_MS = 600_000;
    /** Questions to the archive at a time: forgetting is never urgent. */
    private static final int AT_ONCE = 16;
    /** Compaction reads and writes everything below the last id: worth it for some megabytes. */
    private static final long COMPACT_BYTES = 16 << 20;

    private static final long PAGE_MAX_MS = 120_000;

    private final Spool spool;
    private final HistoryReader archive;
    private final ArchivedRows rows;
    private final PersistenceIds ids;
    private final ArchiveSettings.Filling settings;
    private final ArchiveThreads threads;
    private final Recent inUse;
    private final Archive.Beside beside;
    private final LongAdder forgotten = new LongAdder();
    private final LongAdder differing = new LongAdder();
    private final LongAdder forgottenBytes = new LongAdder();
    private volatile boolean closed;

    /** What it works with; it owns none of it. */
    record Parts(
            Spool spool,
            HistoryReader archive,
            ArchivedRows rows,
            PersistenceIds ids,
            Recent inUse,
            Archive.Beside beside) {}

    Forgetter(ArchiveSettings.Filling settings, ArchiveThreads threads, Parts parts) {
        this.settings = settings;
        this.threads = threads;
        this.spool = parts.spool();
        this.archive = parts.archive();
        this.rows = parts.rows();
        this.ids = parts.ids();
        this.inUse = parts.inUse();
        this.beside = parts.beside();
    }

    void start() {
        later(null, settings.forgetEvery().toMillis());
    }

    void close() {
        closed = true;
    }

    private void later(@Nullable String afterId, long ms) {
        if (!closed) {
            threads.later(() -> page(afterId), ms);
        }
    }

    private void page(@Nullable String afterId) {
        CompletionStage<@Nullable String> done;
        try {
            done = spool.heads(afterId, settings.forgetPage()).thenCompose(this::forget);
        } catch (RuntimeException e) {
            done = CompletableFuture.failedFuture(e);
        }
        CompletionStage<@Nullable String> bounded =
                done.toCompletableFuture().orTimeout(PAGE_MAX_MS, TimeUnit.MILLISECONDS);
        bounded.whenCompleteAsync(
                (last, failure) -> {
                    if (failure != null) {
                        LOG.debug("nothing was forgotten this time: {}", Failures.describe(failure));
                    }
                    later(last, last == null ? settings.forgetEvery().toMillis() : 0);
                },
                threads.timer());
    }

    /** @return where the next page begins; null at the end of a pass */
    private CompletionStage<@Nullable String> forget(List<SpoolHead> page) {
        long beforeMs = threads.nowMs() - settings.retention().toMillis() - MARGIN_MS;
        List<SpoolHead> old = page.stream()
                .filter(head -> ids.createdAtMs(head.persistenceId()) < beforeMs)
                .toList();
        List<SpoolHead> ripe = old.stream().filter(this::ripe).toList();
        CompletionStage<Void> last = CompletableFuture.completedFuture(null);
        for (int from = 0; from < ripe.size(); from += AT_ONCE) {
            List<SpoolHead> some = ripe.subList(from, Math.min(ripe.size(), from + AT_ONCE));
            last = last.thenCompose(done -> all(some));
        }
        boolean ended = old.isEmpty() || page.size() < settings.forgetPage();
        String end = page.isEmpty() ? null : page.get(page.size() - 1).persistenceId();
        return last.thenCompose(done -> giveRoomBack(end)).thenApply(done -> ended ? null : end);
    }

    private boolean ripe(SpoolHead head) {
        return head.closed() && !inUse.within(head.persistenceId(), threads.nowMs(), IN_USE_MS);
    }

    private CompletionStage<Void> all(List<SpoolHead> heads) {
        List<CompletableFuture<?>> each = new ArrayList<>(heads.size());
        heads.forEach(head -> each.add(forget(head).toCompletableFuture()));
        return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new));
    }

    private CompletionStage<Void> forget(SpoolHead head) {
        String id = head.persistenceId();
        List<FactRow> facts = new ArrayList<>();
        ReplayRange range = new ReplayRange(id, 1, head.highestSequenceNr(), Long.MAX_VALUE);
        return spool.replay(range, fact -> facts.add(FactRow.of(id, fact.sequenceNr(), fact.bytes())))
                .thenCompose(count -> archive.keys(id))
                .thenCompose(keys -> covered(facts, keys) ? forget(head, facts) : keep(id, facts, keys));
    }

    private static boolean covered(List<FactRow> facts, List<HistoryReader.Key> keys) {
        if (keys.size() < facts.size()) {
            return false;
        }
        for (int i = 0; i < facts.size(); i++) {
            if (!facts.get(i).timestamp().equals(keys.get(i).timestamp())) {
                return false;
            }
        }
        return true;
    }

    private CompletionStage<Void> keep(String id, List<FactRow> facts, List<HistoryReader.Key> keys) {
        List<FactRow> common = facts.subList(0, Math.min(facts.size(), keys.size()));
        if (!covered(common, keys)) {
            differing.increment();
            LOG.warn("the facts of {} here are not the archive's; they are kept", id);
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> forget(SpoolHead head, List<FactRow> facts) {
        String id = head.persistenceId();
        List<IndexEntry> removed =
                rows.forgotten(id, facts.stream().map(FactRow::fact).toList());
        return beside.of(spool, id, removed)
                .thenCompose(all -> spool.forget(id, head.highestSequenceNr(), all))
                .thenAccept(gone -> {
                    if (gone) {
                        forgotten.increment();
                        forgottenBytes.add(
                                facts.stream().mapToLong(FactRow::size).sum());
                    }
                });
    }

    private CompletionStage<Void> giveRoomBack(@Nullable String end) {
        if (end == null || forgottenBytes.sum() < COMPACT_BYTES) {
            return CompletableFuture.completedFuture(null);
        }
        forgottenBytes.reset();
        return spool.giveRoomBack(end);
    }

    long forgotten() {
        return forgotten.sum();
    }

    long differing() {
        return differing.sum();
    }
}
