package io.everswitch.journal;

import com.typesafe.config.Config;
import io.everswitch.journal.archive.Archive;
import io.everswitch.journal.archive.ArchiveStatus;
import io.everswitch.journal.store.Copies;
import io.everswitch.journal.store.IndexStore;
import io.everswitch.journal.store.IndexStore.Claim;
import io.everswitch.journal.store.StoreHealth;
import io.everswitch.journal.workingset.SpoolAndWorkingSet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal beside its plugin: what is derived from the facts (index, due times), and how the journal is. One per actor
 * system; made when it is first asked for, which opens the stores and blocks, so ask for it once while the process starts.
 * Closed when the actor system has ended. All methods return at once and are safe to use from any thread; stages fail with a
 * {@link JournalException}.
 */
public final class JournalExtension implements Extension {

    /** The path of the plugin and of its settings. */
    public static final String PLUGIN_ID = "everswitch.journal";

    private static final Logger LOG = LoggerFactory.getLogger(JournalExtension.class);

    private static final int SCAN_MAX = 1_000;

    private final OpenStores stores;
    private final IndexStore index;
    private final int serializerThreads;
    private volatile JournalMetrics metrics = JournalMetrics.NONE;

    JournalExtension(ExtendedActorSystem system) {
        Config config = system.settings().config().getConfig(PLUGIN_ID);
        Executor completions = system.dispatchers().lookup(config.getString("plugin-dispatcher"));
        this.serializerThreads = config.getInt("serializer-threads");
        this.stores = OpenStores.open(config, completions, () -> metrics);
        this.index = stores.index();
        sweepNowAndThen(system, config);
        StoresWatch watch = new StoresWatch(this, () -> metrics);
        Duration every = config.getDuration("stores-watch-every");
        system.scheduler().scheduleWithFixedDelay(every, every, watch, system.dispatcher());
        system.registerOnTermination(stores::close);
    }

    /** The journal of this actor system (a classic one, or a typed one's provider). */
    public static JournalExtension get(ClassicActorSystemProvider system) {
        return JournalExtensionId.INSTANCE.get(system);
    }

    private void sweepNowAndThen(ActorSystem system, Config config) {
        Duration every = Duration.ofMillis(config.getLong("expiry-sweep-ms"));
        int max = config.getInt("expiry-sweep-max");
        AtomicBoolean sweeping = new AtomicBoolean();
        Runnable sweep = () -> {
            // A slow one is not joined by the next.
            if (sweeping.compareAndSet(false, true)) {
                index.sweepExpired(max).whenComplete((removed, failure) -> {
                    sweeping.set(false);
                    if (failure != null) {
                        LOG.debug("expired index entries were not removed this time: {}", failure.toString());
                    }
                });
            }
        };
        system.scheduler().scheduleWithFixedDelay(every, every, sweep, system.dispatcher());
    }

    /**
     * Puts a value under a key unless one stands there, and answers the one that stands. Claims are decided one after the
     * other, so of two only one wins. Completes without an fsync of its own: it goes into the same log as the facts, before
     * them, so a fact that was written because of it cannot become durable without it. If the machine loses power before
     * any such fact, the claim may be gone, and nobody was told anything that rests on it.
     */
    public CompletionStage<String> claim(String space, String key, String value) {
        return claim(space, key, value, Long.MAX_VALUE);
    }

    /** As {@link #claim(String, String, String)}; from {@code expiresAtMs} on it counts as absent, and is removed later. */
    public CompletionStage<String> claim(String space, String key, String value, long expiresAtMs) {
        return index.claim(new Claim(owned(space), key, value, expiresAtMs, false));
    }

    /** As {@link #claim(String, String, String)}, but completes only when the value that stands is on the disk. */
    public CompletionStage<String> claimDurable(String space, String key, String value) {
        return claimDurable(space, key, value, Long.MAX_VALUE);
    }

    /** {@link #claimDurable(String, String, String)} with an expiry. */
    public CompletionStage<String> claimDurable(String space, String key, String value, long expiresAtMs) {
        return index.claim(new Claim(owned(space), key, value, expiresAtMs, true));
    }

    /** Puts a value under a key, whatever stands there; completes when it is on the disk. */
    public CompletionStage<Void> put(String space, String key, String value) {
        return index.put(new IndexEntry(owned(space), key, Objects.requireNonNull(value, "value")));
    }

    /** Removes a key; completes when that is on the disk. */
    public CompletionStage<Void> remove(String space, String key) {
        return index.put(new IndexEntry(owned(space), key, null));
    }

    public CompletionStage<Optional<String>> lookup(String space, String key) {
        return index.lookup(owned(space), key);
    }

    /** A space whose entries stand by themselves. */
    private static String owned(String space) {
        if (IndexEntry.isListed(space)) {
            throw new IllegalArgumentException(
                    "index space " + space + " is a list: its entries come with facts, and scans find them");
        }
        return space;
    }

    /**
     * The first entries of a range, in its order.
     *
     * @param limit at most this many, 1 to 1,000
     */
    public CompletionStage<List<IndexEntry>> scan(IndexRange range, int limit) {
        return index.scan(range, bounded(limit));
    }

    /** What is due at {@code ms} (epoch milliseconds) or before, the earliest first; at most {@code limit}, 1 to 1,000. */
    public CompletionStage<List<Due>> dueBefore(long ms, int limit) {
        return index.dueBefore(ms, bounded(limit));
    }

    /**
     * What is due until a time, the earliest first, after the last one of an earlier page; so that those who cannot be looked
     * after do not starve whoever comes behind them.
     *
     * @param fromMs the due time of the last one of the page before; 0 with an empty {@code fromId}: from the beginning
     * @param fromId its persistence id
     */
    public CompletionStage<List<Due>> dueAfter(long fromMs, String fromId, long untilMs, int limit) {
        return index.dueAfter(new Due(fromId, fromMs), untilMs, bounded(limit));
    }

    private static int bounded(int limit) {
        if (limit < 1 || limit > SCAN_MAX) {
            throw new IllegalArgumentException("limit must be 1 to " + SCAN_MAX + ", is " + limit);
        }
        return limit;
    }

    /** Removes up to {@code limit} entries whose time has passed; also done by itself now and then. */
    public CompletionStage<Integer> expire(int limit) {
        return index.sweepExpired(limit);
    }

    public JournalStatus status() {
        SpoolAndWorkingSet workingSet = stores.workingSet();
        JournalStatus status = stores.spool().status();
        if (workingSet == null || !status.healthy()) {
            return status;
        }
        StoreHealth health = workingSet.health();
        return health.reason().isEmpty() ? status : status.sick("working set: " + health.reason());
    }

    /** How the archive is; {@link ArchiveStatus#NONE} if there is none. */
    public ArchiveStatus archiveStatus() {
        Archive archive = stores.archive();
        return archive == null ? ArchiveStatus.NONE : archive.status();
    }

    /** The archive; null if there is none. */
    public @Nullable Archive archive() {
        return stores.archive();
    }

    /** The archive cell that a new id should name; 0 if there is no archive. */
    public int cellForNew(RandomGenerator random) {
        Archive archive = stores.archive();
        return archive == null ? 0 : archive.cellForNew(random);
    }

    /** How the stores are, one by one, and what is in doubt. */
    public StoresStatus stores() {
        SpoolAndWorkingSet both = stores.workingSet();
        return new StoresStatus(
                stores.copies().health(),
                both == null ? "" : both.inDoubt(),
                both == null ? List.of() : both.awaited(),
                both == null ? 0 : both.partitionsInDoubt());
    }

    /**
     * An operator's word that a spool's disk is lost for good, so that nobody waits for it any longer. What it alone held is
     * lost. Logged, and remembered on disk. Blocks. Refused with an {@link IllegalArgumentException} for a spool that nobody
     * waits for.
     *
     * @param name as {@link StoresStatus#awaited} tells it, or the node's name
     */
    public void giveUp(String name, String reason) {
        SpoolAndWorkingSet workingSet = stores.workingSet();
        if (workingSet == null) {
            throw new IllegalArgumentException("a node by itself waits for nobody's spool");
        }
        workingSet.giveUp(name, reason);
    }

    /** Persistence ids whose facts collided and whose losing facts are kept aside; at most {@code limit}, 1 to 1,000. */
    public CompletionStage<List<String>> conflicts(int limit) {
        int most = bounded(limit);
        SpoolAndWorkingSet workingSet = stores.workingSet();
        return workingSet == null ? CompletableFuture.completedFuture(List.of()) : workingSet.conflicts(most);
    }

    /** From now on this listener is told; replaces the one before. */
    public void metrics(JournalMetrics listener) {
        metrics = Objects.requireNonNull(listener, "listener");
        stores.spool().metrics(listener);
        SpoolAndWorkingSet workingSet = stores.workingSet();
        if (workingSet != null) {
            workingSet.metrics(listener);
        }
    }

    /** For the plugin. */
    public Copies copies() {
        return stores.copies();
    }

    /** How many ids have facts kept aside, in this node's part of the working set; 0 without one. */
    CompletionStage<Integer> conflictsHere() {
        SpoolAndWorkingSet workingSet = stores.workingSet();
        return workingSet == null ? CompletableFuture.completedFuture(0) : workingSet.conflictsHere();
    }

    /** How much of the working set is in this node's memory; nothing without one. */
    void tellHeld(JournalMetrics told) {
        SpoolAndWorkingSet workingSet = stores.workingSet();
        if (workingSet != null) {
            workingSet.tellHeld(told);
        }
    }

    /** For the plugin. */
    public int serializerThreads() {
        return serializerThreads;
    }
}
