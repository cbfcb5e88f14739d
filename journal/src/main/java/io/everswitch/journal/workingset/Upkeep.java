package io.everswitch.journal.workingset;

import com.hazelcast.map.IMap;
import io.everswitch.journal.store.ArchiveBacklog;
import io.everswitch.journal.store.ArchiveSource;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.Unarchived;
import io.everswitch.journal.workingset.LedgerProcessor.Wish;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a member does with the histories whose partition it owns, so that memory does not grow with what is done: tells the
 * archive what it lacks, and takes out what the archive has. Safe from any thread; nothing blocks but searches on their own
 * threads.
 */
final class Upkeep implements ArchiveSource {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** Clocks of nodes differ by less: what one node's clock calls old, no other one may call young. */
    private static final long CLOCK_MARGIN_MS = 5_000;

    /** How much of the heap is used, 0 to 1; a test puts its own here. */
    static final Supplier<Double> HEAP = () -> {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return (double) heap.getUsed() / Math.max(1, heap.getMax());
    };

    private final WorkingSet workingSet;
    private final WorkingSetSettings settings;
    private final Supplier<Double> heap;
    private final AtomicBoolean evicting = new AtomicBoolean();
    /** By the monotonic clock; read and written by whoever has {@link #evicting}. */
    private volatile long restUntilNs = System.nanoTime();

    Upkeep(WorkingSet workingSet, WorkingSetSettings settings, Supplier<Double> heap) {
        this.workingSet = workingSet;
        this.settings = settings;
        this.heap = heap;
    }

    @Override
    public CompletionStage<List<Unarchived>> unarchived(long openBeforeMs, int limit) {
        return unarchived(openBeforeMs, limit, id -> true);
    }

    @Override
    public CompletionStage<List<Unarchived>> unarchived(long openBeforeMs, int limit, Predicate<String> wanted) {
        return workingSet
                .readiness()
                .refusalOr(() -> workingSet
                        .queries()
                        .run(() -> Queries.localUnarchived(histories(), openBeforeMs, limit, wanted))
                        .thenCompose(this::claimAll));
    }

    @Override
    public CompletionStage<ArchiveBacklog> backlog(long openBeforeMs, int countMax) {
        return workingSet
                .readiness()
                .refusalOr(() -> workingSet.queries().run(() -> {
                    List<String> ids = Queries.localUnarchived(histories(), openBeforeMs, countMax, id -> true);
                    return new ArchiveBacklog(
                            ids.size(),
                            ids.stream().min(Comparator.naturalOrder()).orElse(null));
                }));
    }

    /** Only what is on the backups, too, may go to the archive; and nothing of a partition in doubt, which may be a wrong end. */
    private CompletionStage<List<Unarchived>> claimAll(List<String> ids) {
        CompletableFuture<List<Unarchived>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (String id : ids) {
            CompletionStage<Optional<Unarchived>> one = workingSet
                    .entries()
                    .claim(ReplayRange.all(id))
                    .<Optional<Unarchived>>thenApply(found -> found.highestSequenceNr() > found.archivedTo()
                            ? Optional.of(new Unarchived(id, found.facts(), found.archivedTo(), found.closed()))
                            : Optional.empty())
                    .exceptionally(failure -> {
                        LOG.debug("{} is not archived this time: {}", id, failure.toString());
                        return Optional.empty();
                    });
            all = all.thenCombine(one, (list, found) -> {
                found.ifPresent(list::add);
                return list;
            });
        }
        return all;
    }

    @Override
    public CompletionStage<Void> archived(String persistenceId, long toSequenceNr) {
        return workingSet.entries().archived(persistenceId, toSequenceNr).thenAccept(reply -> {});
    }

    /** One round of the schedule, unless one is under way. Under pressure young ones go, too, the oldest first. */
    CompletionStage<Integer> round() {
        boolean pressure = heap.get() > settings.age().heapShareMax();
        if ((!pressure && System.nanoTime() - restUntilNs < 0)
                || !workingSet.readiness().refusal().isEmpty()
                || !evicting.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(0);
        }
        int batch = settings.age().evictBatch();
        return evict(batch)
                .thenCompose(count -> pressure
                        ? relieve(batch).thenApply(more -> count + more)
                        : CompletableFuture.completedFuture(count))
                .whenComplete((count, failure) -> {
                    boolean much = count != null && count > batch / 2;
                    long restMs = much ? 0 : settings.age().evictRestMs();
                    restUntilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(restMs);
                    evicting.set(false);
                });
    }

    /** Takes out at most {@code limit} histories of this member that are closed, older than retention and archived. */
    CompletionStage<Integer> evict(int limit) {
        long beforeMs = workingSet.nowMs() - settings.age().retentionMs();
        boolean unarchivedToo = settings.age().evictWithoutArchive();
        return workingSet
                .queries()
                .run(() -> unarchivedToo
                        ? Queries.localClosed(histories(), beforeMs, limit)
                        : Queries.localEvictable(histories(), beforeMs, limit))
                .thenCompose(ids -> evictAll(ids, beforeMs, unarchivedToo));
    }

    /** Younger than retention, but archived. Before each one, its partition's age limit rises past it. */
    CompletionStage<Integer> relieve(int limit) {
        long nowMs = workingSet.nowMs();
        return workingSet
                .queries()
                .run(() -> oldest(Queries.localEvictable(histories(), nowMs, Integer.MAX_VALUE), limit))
                .thenCompose(oldest -> {
                    if (!oldest.isEmpty()) {
                        LOG.warn(
                                "memory is short: {} archived histories younger than retention are taken out",
                                oldest.size());
                    }
                    CompletableFuture<Integer> count = CompletableFuture.completedFuture(0);
                    for (History.Aged one : oldest) {
                        count = count.thenCombine(
                                workingSet
                                        .entries()
                                        .ledger(
                                                workingSet.ledgerKeyFor(one.id()),
                                                false,
                                                LedgerProcessor.of(
                                                        Wish.ASK_ARCHIVE, false, one.changedAtMs() + CLOCK_MARGIN_MS))
                                        .thenCompose(raised -> evictOne(one.id(), one.changedAtMs(), false)),
                                Integer::sum);
                    }
                    return count;
                });
    }

    private List<History.Aged> oldest(List<String> ids, int limit) {
        TreeMap<Long, List<History.Aged>> byAge = new TreeMap<>();
        for (String id : ids) {
            History history = histories().get(id);
            if (history != null) {
                byAge.computeIfAbsent(history.changedAtMs(), ms -> new ArrayList<>())
                        .add(new History.Aged(id, history.changedAtMs()));
            }
        }
        return byAge.values().stream().flatMap(List::stream).limit(limit).toList();
    }

    private CompletionStage<Integer> evictAll(List<String> ids, long beforeMs, boolean unarchivedToo) {
        CompletableFuture<Integer> count = CompletableFuture.completedFuture(0);
        for (String id : ids) {
            count = count.thenCombine(evictOne(id, beforeMs, unarchivedToo), Integer::sum);
        }
        return count;
    }

    private CompletionStage<Integer> evictOne(String id, long beforeMs, boolean unarchivedToo) {
        return workingSet
                .entries()
                .evict(id, beforeMs, unarchivedToo)
                .thenCompose(reply -> reply.done
                        ? workingSet.index().drop(id, reply.index).thenApply(nothing -> 1)
                        : CompletableFuture.completedFuture(0))
                .exceptionally(failure -> {
                    LOG.debug("{} was not taken out this time: {}", id, failure.toString());
                    return 0;
                });
    }

    private IMap<String, History> histories() {
        return workingSet.maps().histories();
    }

    static void logged(@Nullable Integer count, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("nothing was taken out this time: {}", failure.toString());
        } else if (count != null && count > 0) {
            LOG.debug("{} archived histories were taken out", count);
        }
    }
}
