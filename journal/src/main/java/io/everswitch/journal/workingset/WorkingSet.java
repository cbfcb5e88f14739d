package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.ack.Health;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.member.CorrectedMember;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.FactStore;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoreHealth;
import io.everswitch.journal.store.StoredFact;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
    private final Readiness readiness;
    private final ScheduledExecutorService timer;
    private final Certain certain;
    private final Queries queries;
    private final WorkingSetIndex index;
    private final WorkingSetSettings settings;
    private final Upkeep upkeep;
    private final LedgerKeys ledgers;
    private final Appends appends;
    private final Entries entries;
    private volatile JournalMetrics metrics = JournalMetrics.NONE;
    private volatile boolean closed;

    WorkingSet(WorkingSetSettings settings, Surroundings surroundings, Parts parts) {
        this.settings = settings;
        this.parts = parts;
        this.completions = surroundings.completions();
        this.clockMs = surroundings.clockMs();
        this.maps = new Maps(parts.member(), parts.suffix());
        Members members = new Members(settings.network(), settings.cluster().membersMin());
        this.readiness = new Readiness(members, maps, () -> metrics);
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
        this.appends = new Appends(this, parts.way());
        this.entries = new Entries(this, parts.way(), appends);
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
            member = CorrectedMember.start(HazelcastConfigs.member(settings));
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

    Readiness readiness() {
        return readiness;
    }

    Entries entries() {
        return entries;
    }

    JournalMetrics metrics() {
        return metrics;
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
        return readiness.untoldOr(() -> appends.append(append));
    }

    @Override
    public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
        long begun = System.nanoTime();
        return entries.claim(range).thenApply(claimed -> {
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
        return entries.claim(new ReplayRange(persistenceId, 1, 0, 0)).thenApply(Claimed::highestSequenceNr);
    }

    /** See {@link Upkeep#evict}. */
    public CompletionStage<Integer> evict(int limit) {
        return upkeep.evict(limit);
    }

    void tellHeld(JournalMetrics told) {
        if (maps.ready()) {
            told.workingSetHeld(
                    ledgers.held(maps.histories().getName()),
                    ledgers.held(maps.index().getName()));
        }
    }

    CompletionStage<Integer> conflictsHere() {
        return readiness.refusalOr(() -> queries.run(() -> Queries.localConflicts(maps.histories())));
    }

    /** Persistence ids with facts that lost a conflict, at most {@code limit}; the facts are kept until somebody decides. */
    public CompletionStage<List<String>> conflicts(int limit) {
        return queries.run(() -> Queries.withConflicts(maps.histories(), limit));
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
            if (readiness.members().complaint().isEmpty()) {
                maps.open();
            }
            if (readiness.refusal().isEmpty()) {
                index.probe(String.valueOf(
                        parts.member().getCluster().getLocalMember().getUuid()));
            }
        } catch (RuntimeException e) {
            LOG.debug("the working set was not probed: {}", e.toString());
        }
    }

    @Override
    public StoreHealth health() {
        String complaint = readiness.complaint();
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
        readiness.close();
        if (!appends.awaitLast(settings.limits().appendDeadlineMs())) {
            LOG.warn("the working set is left while appends are on their way");
        }
        timer.shutdownNow();
        queries.close();
        if (parts.owned()) {
            parts.member().shutdown();
        }
    }
}
