package io.everswitch.journal;

import com.typesafe.config.Config;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.archive.Archive;
import io.everswitch.journal.archive.ArchiveStatus;
import io.everswitch.journal.archive.Named;
import io.everswitch.journal.spool.ArchivedSpool;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.spool.SpoolSettings;
import io.everswitch.journal.store.Copies;
import io.everswitch.journal.store.IndexStore;
import io.everswitch.journal.store.IndexStore.Claim;
import io.everswitch.journal.store.StoreHealth;
import io.everswitch.journal.workingset.SpoolAndWorkingSet;
import io.everswitch.journal.workingset.SpoolNotes;
import io.everswitch.journal.workingset.WorkingSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
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

    private final Spool spool;
    private final @Nullable SpoolAndWorkingSet workingSet;
    private final @Nullable Archive archive;
    private final IndexStore index;
    private final Copies copies;
    private final int serializerThreads;
    private volatile JournalMetrics metrics = JournalMetrics.NONE;

    JournalExtension(ExtendedActorSystem system) {
        Config config = system.settings().config().getConfig(PLUGIN_ID);
        requireKnownStores(config.getStringList("stores"), config.getInt("copies"));
        Executor completions = system.dispatchers().lookup(config.getString("plugin-dispatcher"));
        this.serializerThreads = config.getInt("serializer-threads");
        this.spool =
                Spool.open(SpoolSettings.from(config), new Spool.Surroundings(completions, System::currentTimeMillis));
        this.archive = openArchive(config, completions);
        int copiesWanted = config.getInt("copies");
        if (config.getStringList("stores").contains(nameOf(Store.WORKING_SET))) {
            SpoolAndWorkingSet both = openWorkingSet(config, completions);
            this.workingSet = both;
            this.index = both.index();
            this.copies = new Copies(both.stores(), copiesWanted, () -> true, () -> metrics, both.reads());
        } else {
            this.workingSet = null;
            this.index = spool;
            this.copies = copiesOfSpool(copiesWanted);
        }
        sweepNowAndThen(system, config);
        system.registerOnTermination(this::close);
    }

    private @Nullable Archive openArchive(Config config, Executor completions) {
        boolean opened = false;
        try {
            PersistenceIds ids = Named.make(PersistenceIds.class, config.getString("ids"));
            Archive.Surroundings surroundings =
                    new Archive.Surroundings(ids, completions, System::currentTimeMillis, () -> metrics);
            Archive archived = Archive.open(config, surroundings);
            opened = true;
            return archived;
        } finally {
            if (!opened) {
                spool.close();
            }
        }
    }

    /** A node by itself: its spool, and behind it the archive, which knows what the spool has forgotten. */
    private Copies copiesOfSpool(int copiesWanted) {
        if (archive == null) {
            return new Copies(List.of(spool), copiesWanted, () -> true, () -> metrics);
        }
        ArchivedSpool archived = new ArchivedSpool(spool, System::currentTimeMillis);
        archived.markAll().whenComplete((histories, failure) -> {
            if (failure != null) {
                LOG.error(
                        "what was written before there was an archive may be missing from it until a restart", failure);
            }
        });
        archive.fillFrom(archived);
        archive.forgetIn(spool);
        return new Copies(List.of(archived), copiesWanted, () -> true, () -> metrics, archive.readsThrough(spool));
    }

    private SpoolAndWorkingSet openWorkingSet(Config config, Executor completions) {
        boolean opened = false;
        try {
            SpoolAndWorkingSet both = SpoolAndWorkingSet.open(
                    spool,
                    config.getConfig("working-set"),
                    new WorkingSet.Surroundings(completions, System::currentTimeMillis),
                    new SpoolAndWorkingSet.Beside(
                            config.getString("node-name"),
                            Named.make(PersistenceIds.class, config.getString("ids")),
                            archive == null ? null : archive.reads()));
            if (archive != null) {
                archive.fillFrom(both.archiveSource());
                archive.forgetIn(spool, SpoolNotes::of);
            }
            opened = true;
            return both;
        } finally {
            if (!opened) {
                spool.close();
            }
        }
    }

    /** The working set first: what it still acknowledges needs the spool. */
    private void close() {
        if (archive != null) {
            archive.close();
        }
        if (workingSet != null) {
            workingSet.close();
        }
        spool.close();
    }

    /** The journal of this actor system (a classic one, or a typed one's provider). */
    public static JournalExtension get(ClassicActorSystemProvider system) {
        return JournalExtensionId.INSTANCE.get(system);
    }

    /** Stores that are asked for and not there are a mistake to be told at the start, not a copy less at every write. */
    private static void requireKnownStores(List<String> names, int copiesWanted) {
        List<String> missing = new ArrayList<>(names);
        missing.remove(nameOf(Store.SPOOL));
        missing.remove(nameOf(Store.WORKING_SET));
        if (!missing.isEmpty() || !names.contains(nameOf(Store.SPOOL))) {
            throw new IllegalArgumentException(PLUGIN_ID + ".stores is " + names + "; this build has ["
                    + nameOf(Store.SPOOL) + "] and [" + nameOf(Store.SPOOL) + ", " + nameOf(Store.WORKING_SET) + "]");
        }
        if (copiesWanted < 1 || copiesWanted > names.size()) {
            throw new IllegalArgumentException(PLUGIN_ID + ".copies is " + copiesWanted + ", but there are only "
                    + names.size() + " stores " + names);
        }
    }

    private static String nameOf(Store store) {
        return store.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void sweepNowAndThen(ActorSystem system, Config config) {
        Duration every = Duration.ofMillis(config.getLong("expiry-sweep-ms"));
        int max = config.getInt("expiry-sweep-max");
        Runnable sweep = () -> index.sweepExpired(max).whenComplete((removed, failure) -> {
            if (failure != null) {
                LOG.debug("expired index entries were not removed this time: {}", failure.toString());
            }
        });
        system.scheduler().scheduleWithFixedDelay(every, every, sweep, system.dispatcher());
    }

    /**
     * Puts a value under a key unless one stands there, and answers the one that stands. Claims are decided one after the
     * other, so of two only one wins. Completes without an fsync of its own: it goes into the same log as the facts, before
     * them, so a fact that was written because of it cannot become durable without it. If the machine loses power before
     * any such fact, the claim may be gone, and nobody was told anything that rests on it.
     */
    public CompletionStage<String> claim(String space, String key, String value) {
        return index.claim(new Claim(space, key, value, Long.MAX_VALUE, false));
    }

    /** As {@link #claim(String, String, String)}; from {@code expiresAtMs} on it counts as absent, and is removed later. */
    public CompletionStage<String> claim(String space, String key, String value, long expiresAtMs) {
        return index.claim(new Claim(space, key, value, expiresAtMs, false));
    }

    /** As {@link #claim(String, String, String)}, but completes only when the value that stands is on the disk. */
    public CompletionStage<String> claimDurable(String space, String key, String value) {
        return index.claim(new Claim(space, key, value, Long.MAX_VALUE, true));
    }

    /** {@link #claimDurable(String, String, String)} with an expiry. */
    public CompletionStage<String> claimDurable(String space, String key, String value, long expiresAtMs) {
        return index.claim(new Claim(space, key, value, expiresAtMs, true));
    }

    /** Puts a value under a key, whatever stands there; completes when it is on the disk. */
    public CompletionStage<Void> put(String space, String key, String value) {
        return index.put(new IndexEntry(space, key, Objects.requireNonNull(value, "value")));
    }

    /** Removes a key; completes when that is on the disk. */
    public CompletionStage<Void> remove(String space, String key) {
        return index.put(new IndexEntry(space, key, null));
    }

    public CompletionStage<Optional<String>> lookup(String space, String key) {
        return index.lookup(space, key);
    }

    /**
     * Entries of a space whose keys start with {@code prefix}, in the order of their UTF-8 bytes.
     *
     * @param startAfterKey only keys after this one; null: from the beginning
     * @param limit at most this many, 1 to 1,000
     */
    public CompletionStage<List<IndexEntry>> scan(
            String space, String prefix, @Nullable String startAfterKey, int limit) {
        return index.scan(space, prefix, startAfterKey, bounded(limit));
    }

    /** What is due at {@code ms} (epoch milliseconds) or before, the earliest first; at most {@code limit}, 1 to 1,000. */
    public CompletionStage<List<Due>> dueBefore(long ms, int limit) {
        return index.dueBefore(ms, bounded(limit));
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
        JournalStatus status = spool.status();
        if (workingSet == null || !status.healthy()) {
            return status;
        }
        StoreHealth health = workingSet.health();
        return health.reason().isEmpty() ? status : status.sick("working set: " + health.reason());
    }

    /** How the archive is; {@link ArchiveStatus#NONE} if there is none. */
    public ArchiveStatus archiveStatus() {
        return archive == null ? ArchiveStatus.NONE : archive.status();
    }

    /** The archive; null if there is none. */
    public @Nullable Archive archive() {
        return archive;
    }

    /** The archive cell that a new id should name; 0 if there is no archive. */
    public int cellForNew(RandomGenerator random) {
        return archive == null ? 0 : archive.cellForNew(random);
    }

    /** How the stores are, one by one, and what is in doubt. */
    public StoresStatus stores() {
        SpoolAndWorkingSet both = workingSet;
        return new StoresStatus(
                copies.health(), both == null ? "" : both.inDoubt(), both == null ? List.of() : both.awaited());
    }

    /**
     * An operator's word that a spool's disk is lost for good, so that nobody waits for it any longer. What it alone held is
     * lost. Logged, and remembered on disk. Blocks. Refused with an {@link IllegalArgumentException} for a spool that nobody
     * waits for.
     *
     * @param name as {@link StoresStatus#awaited} tells it, or the node's name
     */
    public void giveUp(String name, String reason) {
        if (workingSet == null) {
            throw new IllegalArgumentException("a node by itself waits for nobody's spool");
        }
        workingSet.giveUp(name, reason);
    }

    /** Persistence ids whose facts collided and whose losing facts are kept aside; at most {@code limit}, 1 to 1,000. */
    public CompletionStage<List<String>> conflicts(int limit) {
        int most = bounded(limit);
        return workingSet == null ? CompletableFuture.completedFuture(List.of()) : workingSet.conflicts(most);
    }

    /** From now on this listener is told; replaces the one before. */
    public void metrics(JournalMetrics listener) {
        metrics = Objects.requireNonNull(listener, "listener");
        spool.metrics(listener);
        if (workingSet != null) {
            workingSet.metrics(listener);
        }
    }

    /** For the plugin. */
    public Copies copies() {
        return copies;
    }

    /** For the plugin. */
    public int serializerThreads() {
        return serializerThreads;
    }
}
