package io.everswitch.journal.workingset;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicates;
import io.everswitch.journal.Due;
import io.everswitch.journal.JournalException;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.JournalUncertain;
import io.everswitch.journal.SequenceConflict;
import io.everswitch.journal.ack.Health;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.FactStore;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoreHealth;
import io.everswitch.journal.store.StoredFact;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facts in the memory of this site's nodes: one entry for each persistence id, with a synchronous backup on another
 * member. An answer means that the backup has it, too. Every method returns at once and is safe from any thread, except
 * {@link #open} and {@link #close}, which block and belong to whoever starts and ends the process.
 */
public final class WorkingSet implements FactStore {

    private static final Logger LOG = LoggerFactory.getLogger(WorkingSet.class);

    /**
     * What the working set is given besides its settings.
     *
     * @param completions where stages are completed; never Hazelcast's threads
     * @param clockMs epoch milliseconds, for ages and for what expires
     */
    public record Surroundings(Executor completions, LongSupplier clockMs) {}

    /** The way to the map; where a test loses answers. */
    interface Way {
        Way DIRECT = new Way() {};

        default <V> CompletionStage<Reply> submit(IMap<String, V> map, String key, Processor<V> processor) {
            processor.on(map.getName());
            return map.submitToKey(key, processor);
        }
    }

    /** @param owned whether closing this store ends the member */
    record Parts(HazelcastInstance member, String suffix, Way way, boolean owned) {}

    private final Parts parts;
    private final Executor completions;
    private final LongSupplier clockMs;
    private final Maps maps;
    private final Members members;
    private final ScheduledExecutorService timer;
    private final Certain certain;
    private final Queries queries;
    private final WorkingSetIndex index;
    private final WorkingSetSettings settings;
    private final Upkeep upkeep;
    private final LedgerKeys ledgers;
    private volatile InDoubt inDoubt = InDoubt.UNKNOWN;
    private volatile JournalMetrics metrics = JournalMetrics.NONE;
    private volatile String gate = "";
    private volatile boolean closed;

    /** The last append of each id that is on its way: one id's appends go one after the other. */
    private final ConcurrentHashMap<String, CompletableFuture<?>> pending = new ConcurrentHashMap<>();

    WorkingSet(WorkingSetSettings settings, Surroundings surroundings, Parts parts) {
        this.settings = settings;
        this.parts = parts;
        this.completions = surroundings.completions();
        this.clockMs = surroundings.clockMs();
        this.maps = new Maps(parts.member(), parts.suffix());
        this.members = new Members(settings.network(), settings.cluster().membersMin());
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "everswitch-working-set-timer");
            thread.setDaemon(true);
            return thread;
        });
        this.certain = new Certain(settings, surroundings.completions(), timer);
        this.queries = new Queries(settings.limits(), surroundings.completions());
        this.index = new WorkingSetIndex(settings, maps, parts.way(), this);
        this.upkeep = new Upkeep(this, settings, Upkeep.HEAP);
        this.ledgers = LedgerKeys.on(parts.member());
        members.watch(parts.member());
        if (members.complaint().isEmpty()) {
            maps.open();
        }
        int probeMs = settings.health().probeMs();
        var unused = timer.scheduleWithFixedDelay(this::probe, probeMs, probeMs, TimeUnit.MILLISECONDS);
        int evictMs = settings.age().evictMs();
        unused = timer.scheduleWithFixedDelay(this::evictNow, evictMs, evictMs, TimeUnit.MILLISECONDS);
    }

    /** Starts a member and joins the cluster, or throws. Blocks until it has joined or is alone. */
    public static WorkingSet open(WorkingSetSettings settings, Surroundings surroundings) {
        HazelcastInstance member;
        try {
            member = Hazelcast.newHazelcastInstance(HazelcastConfigs.member(settings));
        } catch (RuntimeException e) {
            throw new JournalUnavailable("the working set cannot be started: " + e.getMessage(), e);
        }
        return new WorkingSet(settings, surroundings, new Parts(member, "", Way.DIRECT, true));
    }

    public void metrics(JournalMetrics listener) {
        metrics = listener;
    }

    public WorkingSetIndex index() {
        return index;
    }

    /** While this is not empty the store is sick with this reason: what the spool holds has to be put back first. */
    public void gate(String reason) {
        gate = reason;
    }

    String gate() {
        return gate;
    }

    /** What the last look at the ledgers found. */
    InDoubt inDoubt() {
        return inDoubt;
    }

    void inDoubt(InDoubt seen) {
        if (!seen.reason().equals(inDoubt.reason())) {
            LOG.warn("the working set: {}", seen.none() ? "nothing is in doubt" : seen.reason());
        }
        inDoubt = seen;
    }

    Maps maps() {
        return maps;
    }

    HazelcastInstance member() {
        return parts.member();
    }

    LedgerKeys ledgers() {
        return ledgers;
    }

    String ledgerKeyFor(String id) {
        return ledgers.key(ledgers.partitionOf(id));
    }

    int backups() {
        return settings.cluster().backups();
    }

    int lookMs() {
        return settings.health().lookMs();
    }

    Upkeep upkeep() {
        return upkeep;
    }

    @Override
    public Store store() {
        return Store.WORKING_SET;
    }

    @Override
    public CompletionStage<Void> append(Append append) {
        String refusal = refusal();
        if (!refusal.isEmpty()) {
            return failed(new JournalUnavailable("the working set accepts nothing: " + refusal));
        }
        String id = append.persistenceId();
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<?> before = pending.put(id, done);
        CompletableFuture<Void> watched = done.whenComplete((nothing, failure) -> pending.remove(id, done));
        if (before == null) {
            send(append, done);
        } else {
            var unused = before.whenComplete((nothing, failure) -> send(append, done));
        }
        return watched;
    }

    private void send(Append append, CompletableFuture<Void> done) {
        String id = append.persistenceId();
        long nowMs = clockMs.getAsLong();
        String what = id + " " + append.firstSequenceNr();
        AtomicBoolean again = new AtomicBoolean();
        var unused = certain.ask(what, reply -> !reply.done, repeated -> {
                    again.set(repeated);
                    return parts.way().submit(maps.histories(), id, new AppendProcessor(append, nowMs, repeated));
                })
                .thenCompose(reply -> {
                    if (reply.inDoubt) {
                        String why = what + " cannot be written: its partition is in doubt";
                        throw again.get() ? new JournalUncertain(why) : new JournalUnavailable(why);
                    }
                    if (!reply.done) {
                        throw new SequenceConflict(id, append.firstSequenceNr(), reply.highest);
                    }
                    return index.apply(id, append.lastSequenceNr(), append.index());
                })
                .whenComplete((nothing, failure) -> finish(done, failure));
    }

    private void finish(CompletableFuture<Void> done, @Nullable Throwable failure) {
        if (failure == null) {
            done.complete(null);
        } else {
            Throwable bare = Queries.bare(failure);
            metrics.failed(bare.getClass().getSimpleName());
            done.completeExceptionally(bare);
        }
    }

    @Override
    public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
        long begun = System.nanoTime();
        return claim(range).thenApply(claimed -> {
            long sequenceNr = Math.max(1, range.fromSequenceNr());
            for (byte[] fact : claimed.facts()) {
                into.accept(new StoredFact(sequenceNr++, fact));
            }
            metrics.replayed(claimed.facts().size(), System.nanoTime() - begun);
            return claimed.facts().size();
        });
    }

    @Override
    public CompletionStage<Long> highestSequenceNr(String persistenceId) {
        return claim(new ReplayRange(persistenceId, 1, 0, 0)).thenApply(Claimed::highestSequenceNr);
    }

    /** Reads, and completes only when the backups hold what was read. Waits for appends of this id that are on their way. */
    CompletionStage<Claimed> claim(ReplayRange range) {
        CompletableFuture<?> onItsWay = pending.get(range.persistenceId());
        return onItsWay == null
                ? claimNow(range)
                : onItsWay.handle((nothing, failure) -> range).thenCompose(this::claimNow);
    }

    private CompletionStage<Claimed> claimNow(ReplayRange range) {
        String id = range.persistenceId();
        return refusalOr(() -> certain.ask(
                        "the claim of " + id,
                        reply -> reply.highest == 0,
                        repeated -> parts.way().submit(maps.histories(), id, new ClaimProcessor(range)))
                .thenApply(reply -> {
                    if (reply.inDoubt) {
                        throw new JournalUnavailable(id + " is in doubt until every spool is back");
                    }
                    return Claimed.from(reply);
                }));
    }

    /** Unites what a spool kept with what stands here, and completes with what stands then. */
    CompletionStage<Claimed> restore(String id, History kept) {
        return restore(id, kept, "");
    }

    /** @param releasedBy see {@link RestoreProcessor} */
    CompletionStage<Claimed> restore(String id, History kept, String releasedBy) {
        return refusalOr(() -> certain.ask(
                        "the return of " + id,
                        reply -> false,
                        repeated -> parts.way().submit(maps.histories(), id, new RestoreProcessor(kept, releasedBy)))
                .thenCompose(reply -> {
                    if (reply.asideCount > 0) {
                        LOG.error("{} facts of {} conflict with what stands, and are kept aside", reply.asideCount, id);
                    }
                    return index.apply(id, reply.highest, reply.index).thenApply(nothing -> Claimed.from(reply));
                }));
    }

    /** Writes the index entries of a history again, in case whoever wrote its last fact died in between. */
    CompletionStage<Void> mendIndex(String id, Claimed claimed) {
        return index.apply(id, claimed.highestSequenceNr(), claimed.index());
    }

    /** What is due in the whole cluster, the earliest first. */
    public CompletionStage<List<Due>> dueBefore(long beforeMs, int limit) {
        return queries.run(
                () -> Queries.smallest(
                                maps.histories(),
                                new Smallest(limit, "", 0),
                                Predicates.lessEqual("nextDueAtMs", beforeMs))
                        .stream()
                        .map(item -> new Due(item.key(), item.number()))
                        .toList());
    }

    /** See {@link Upkeep#evict}. */
    public CompletionStage<Integer> evict(int limit) {
        return upkeep.evict(limit);
    }

    CompletionStage<Reply> evict(String id, long beforeMs, boolean unarchivedToo) {
        return certain.ask(
                "the eviction of " + id,
                reply -> !reply.done,
                repeated -> parts.way().submit(maps.histories(), id, new EvictProcessor(beforeMs, unarchivedToo)));
    }

    CompletionStage<Reply> archived(String id, long to) {
        return refusalOr(() -> certain.ask(
                "the archive's mark of " + id,
                reply -> reply.highest == 0,
                repeated -> parts.way().submit(maps.histories(), id, new ArchivedProcessor(to))));
    }

    /** @param ofIndex the index map's ledger, not the histories' */
    @SuppressWarnings("unchecked") // the processor is made for the map that is named
    CompletionStage<Reply> ledger(String key, boolean ofIndex, LedgerProcessor<?> change) {
        return refusalOr(() -> certain.ask(
                "a ledger",
                reply -> false,
                repeated -> ofIndex
                        ? parts.way().submit(maps.index(), key, (LedgerProcessor<Standing>) change)
                        : parts.way().submit(maps.histories(), key, (LedgerProcessor<History>) change)));
    }

    /** Persistence ids with facts that lost a conflict, at most {@code limit}; the facts are kept until somebody decides. */
    public CompletionStage<List<String>> conflicts(int limit) {
        return queries.run(() -> Queries.withConflicts(maps.histories(), limit));
    }

    <T> CompletionStage<T> refusalOr(Supplier<CompletionStage<T>> work) {
        String refusal = refusal();
        return refusal.isEmpty()
                ? work.get()
                : failed(new JournalUnavailable("the working set cannot be asked: " + refusal));
    }

    private <T> CompletionStage<T> failed(JournalException why) {
        metrics.failed(why.getClass().getSimpleName());
        return CompletableFuture.failedFuture(why);
    }

    /** Why nothing can be asked now; empty otherwise. */
    String refusal() {
        String complaint = closed ? "the journal is closed" : members.complaint();
        return complaint.isEmpty() && !maps.ready() ? "its maps are not there yet" : complaint;
    }

    Certain certain() {
        return certain;
    }

    Queries queries() {
        return queries;
    }

    Executor completions() {
        return completions;
    }

    long nowMs() {
        return clockMs.getAsLong();
    }

    private void evictNow() {
        try {
            var unused = upkeep.round().whenComplete(Upkeep::logged);
        } catch (RuntimeException e) {
            LOG.debug("nothing was taken out this time: {}", e.toString());
        }
    }

    /** A sick store is not asked by the rule, so it would never be seen to be well again. */
    private void probe() {
        try {
            if (members.complaint().isEmpty()) {
                maps.open();
            }
            if (refusal().isEmpty()) {
                index.probe(String.valueOf(
                        parts.member().getCluster().getLocalMember().getUuid()));
            }
        } catch (RuntimeException e) {
            LOG.debug("the working set was not probed: {}", e.toString());
        }
    }

    @Override
    public StoreHealth health() {
        String complaint = refusal();
        if (complaint.isEmpty()) {
            complaint = gate;
        }
        if (complaint.isEmpty() && certain.health() == Health.SICK) {
            complaint = "its answers are late or uncertain";
        }
        return complaint.isEmpty() ? StoreHealth.HEALTHY : StoreHealth.sick(complaint);
    }

    /** Waits for what is on its way, then gives this member's part to the others and leaves. Blocks. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CompletableFuture<?>[] last = pending.values().toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(last)
                    .handle((nothing, failure) -> "")
                    .get(settings.limits().appendDeadlineMs(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the working set is left while appends are on their way");
        }
        timer.shutdownNow();
        queries.close();
        if (parts.owned()) {
            parts.member().shutdown();
        }
    }
}
