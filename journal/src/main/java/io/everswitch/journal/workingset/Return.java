package io.everswitch.journal.workingset;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.spool.SpoolHead;
import io.everswitch.journal.store.FactReads;
import io.everswitch.journal.store.ReplayRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what this node's spool holds back into the working set. A history older than retention only after asking the archive,
 * which may have a longer one; until the archive answers, nobody may go on with that id. Each step may be repeated. Blocks:
 * used by the {@link Certifier}'s thread alone, but for {@link #known} and {@link #name}.
 */
final class Return implements Spools {

    private static final Logger LOG = LoggerFactory.getLogger(Return.class);

    private static final int AT_ONCE = 64;
    private static final long PATIENCE_MS = 60_000;

    private final WorkingSet workingSet;
    private final NotedSpool spool;
    private final Age age;
    private final @Nullable FactReads archive;
    private final String name;
    private volatile Known known;
    /** Ids that wait for the archive; as many as the spool holds that are older than retention. */
    private final ConcurrentLinkedQueue<String> waiting = new ConcurrentLinkedQueue<>();

    /** @param archive null: there is none */
    Return(WorkingSet workingSet, NotedSpool spool, String name, Age age, @Nullable FactReads archive)
            throws ExecutionException, TimeoutException, InterruptedException {
        this.workingSet = workingSet;
        this.spool = spool;
        this.age = age;
        this.archive = archive;
        this.name = name;
        this.known = Known.NOTHING;
        remember(await(spool.known()).and(new Known(Set.of(name), Set.of())));
    }

    @Nullable
    FactReads archive() {
        return archive;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Known known() {
        return known;
    }

    @Override
    public void remember(Known more) throws ExecutionException, TimeoutException, InterruptedException {
        remember(more, "told by another member");
    }

    synchronized void remember(Known more, String reason)
            throws ExecutionException, TimeoutException, InterruptedException {
        Known all = known.and(more);
        if (!all.equals(known)) {
            await(spool.remember(all, reason));
            known = all;
        }
    }

    @Override
    public long putBack(Set<Integer> histories, Set<Integer> index)
            throws ExecutionException, TimeoutException, InterruptedException {
        long count = 0;
        String after = null;
        List<SpoolHead> page = await(spool.heads(after));
        while (!page.isEmpty()) {
            List<CompletionStage<?>> returning = new ArrayList<>();
            for (SpoolHead head : page) {
                String id = head.persistenceId();
                returning.add(spool.history(id, workingSet.nowMs())
                        .thenCompose(kept -> wanted(id, kept, histories, index)
                                ? putBack(id, kept)
                                : CompletableFuture.completedFuture(null)));
                if (returning.size() == AT_ONCE) {
                    awaitAll(returning);
                }
            }
            awaitAll(returning);
            count += page.size();
            after = page.get(page.size() - 1).persistenceId();
            page = await(spool.heads(after));
        }
        claims(index);
        return count;
    }

    private boolean wanted(String id, History kept, Set<Integer> histories, Set<Integer> index) {
        LedgerKeys keys = workingSet.ledgers();
        return histories.contains(keys.partitionOf(id))
                || WorkingSetIndex.inMap(kept.index()).stream()
                        .anyMatch(entry ->
                                index.contains(workingSet.index().partitionOf(keys, entry.space(), entry.key())));
    }

    private CompletionStage<?> putBack(String id, History kept) {
        FactReads asked = archive;
        if (asked == null || !age.old(id, Long.MIN_VALUE)) {
            return workingSet.entries().restore(id, kept);
        }
        return withArchive(asked, id, kept).exceptionallyCompose(failure -> {
            LOG.debug("{} waits for the archive: {}", id, failure.toString());
            if (!waiting.contains(id)) {
                waiting.add(id);
            }
            return workingSet.entries().restore(id, History.held(name));
        });
    }

    private CompletionStage<Claimed> withArchive(FactReads asked, String id, History kept) {
        return fromArchive(asked, id, workingSet.nowMs()).thenCompose(found -> {
            boolean longer = found.highest() > kept.highest() && kept.commonWith(found.facts()) == kept.highest();
            return workingSet
                    .entries()
                    .restore(id, longer ? found : kept.archivedTo(kept.commonWith(found.facts())), name);
        });
    }

    /** Fails with {@link JournalUnavailable} when the archive cannot be asked; empty when it does not have the id. */
    static CompletionStage<History> fromArchive(FactReads archive, String id, long nowMs) {
        List<byte[]> facts = new ArrayList<>();
        return archive.highestSequenceNr(id)
                .thenCompose(highest -> highest == 0
                        ? CompletableFuture.completedFuture(0)
                        : archive.replay(ReplayRange.all(id), fact -> facts.add(fact.bytes()))
                                .thenApply(count -> {
                                    if (count != highest.intValue()) {
                                        throw new JournalUnavailable(
                                                "the archive has " + count + " of " + highest + " facts of " + id);
                                    }
                                    return count;
                                }))
                .handle((count, failure) -> {
                    if (failure != null) {
                        throw new JournalUnavailable(id + " may be in the archive, which cannot be asked", failure);
                    }
                    return History.archived(facts, nowMs);
                });
    }

    @Override
    public long waiting() throws ExecutionException, TimeoutException, InterruptedException {
        FactReads asked = archive;
        String id = waiting.peek();
        while (asked != null && id != null) {
            String next = id;
            boolean settled = await(spool.history(next, workingSet.nowMs())
                    .thenCompose(kept -> withArchive(asked, next, kept))
                    .handle((claimed, failure) -> failure == null));
            if (!settled) {
                return waiting.size();
            }
            waiting.poll();
            id = waiting.peek();
        }
        return 0;
    }

    private void claims(Set<Integer> index) throws ExecutionException, TimeoutException, InterruptedException {
        List<IndexEntry> page = index.isEmpty() ? List.of() : await(spool.claims(null));
        while (!page.isEmpty()) {
            List<CompletionStage<?>> returning = new ArrayList<>();
            for (IndexEntry noted : page) {
                returning.add(workingSet.index().restore(NotedSpool.claim(noted)));
                if (returning.size() == AT_ONCE) {
                    awaitAll(returning);
                }
            }
            awaitAll(returning);
            page = await(spool.claims(page.get(page.size() - 1).key()));
        }
    }

    private static void awaitAll(List<CompletionStage<?>> stages)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (CompletionStage<?> stage : stages) {
            await(stage);
        }
        stages.clear();
    }

    private static <T> T await(CompletionStage<T> stage)
            throws ExecutionException, TimeoutException, InterruptedException {
        return stage.toCompletableFuture().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }
}
