package io.everswitch.journal;

import com.typesafe.config.Config;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.archive.Archive;
import io.everswitch.journal.archive.Named;
import io.everswitch.journal.spool.ArchivedSpool;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.spool.SpoolSettings;
import io.everswitch.journal.store.Copies;
import io.everswitch.journal.store.IndexStore;
import io.everswitch.journal.workingset.SpoolAndWorkingSet;
import io.everswitch.journal.workingset.SpoolNotes;
import io.everswitch.journal.workingset.WorkingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores of this node as the settings want them. Opening and closing block; the rest is safe from any thread.
 *
 * @param workingSet null: this node is by itself
 * @param archive null: there is none
 */
record OpenStores(
        Spool spool,
        @Nullable SpoolAndWorkingSet workingSet,
        @Nullable Archive archive,
        IndexStore index,
        Copies copies) {

    private static final Logger LOG = LoggerFactory.getLogger(OpenStores.class);

    static OpenStores open(Config config, Executor completions, Supplier<JournalMetrics> metrics) {
        List<String> names = config.getStringList("stores");
        int wanted = config.getInt("copies");
        requireKnownStores(names, wanted);
        Spool spool =
                Spool.open(SpoolSettings.from(config), new Spool.Surroundings(completions, System::currentTimeMillis));
        boolean opened = false;
        try {
            Archive archive = openArchive(config, completions, metrics);
            OpenStores stores;
            if (names.contains(nameOf(Store.WORKING_SET))) {
                SpoolAndWorkingSet both = openWorkingSet(config, completions, spool, archive);
                Copies copies = new Copies(both.stores(), wanted, () -> true, metrics, both.reads());
                stores = new OpenStores(spool, both, archive, both.index(), copies);
            } else {
                stores = new OpenStores(spool, null, archive, spool, ofSpool(spool, archive, wanted, metrics));
            }
            opened = true;
            return stores;
        } finally {
            if (!opened) {
                spool.close();
            }
        }
    }

    private static @Nullable Archive openArchive(
            Config config, Executor completions, Supplier<JournalMetrics> metrics) {
        PersistenceIds ids = Named.make(PersistenceIds.class, config.getString("ids"));
        return Archive.open(config, new Archive.Surroundings(ids, completions, System::currentTimeMillis, metrics));
    }

    /** A node by itself: its spool, and behind it the archive, which knows what the spool has forgotten. */
    private static Copies ofSpool(
            Spool spool, @Nullable Archive archive, int wanted, Supplier<JournalMetrics> metrics) {
        if (archive == null) {
            return new Copies(List.of(spool), wanted, () -> true, metrics);
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
        return new Copies(List.of(archived), wanted, () -> true, metrics, archive.readsThrough(spool));
    }

    private static SpoolAndWorkingSet openWorkingSet(
            Config config, Executor completions, Spool spool, @Nullable Archive archive) {
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
        return both;
    }

    /** The working set first: what it still acknowledges needs the spool. */
    void close() {
        if (archive != null) {
            archive.close();
        }
        if (workingSet != null) {
            workingSet.close();
        }
        spool.close();
    }

    /** Stores that are asked for and not there are a mistake to be told at the start, not a copy less at every write. */
    private static void requireKnownStores(List<String> names, int copiesWanted) {
        List<String> missing = new ArrayList<>(names);
        missing.remove(nameOf(Store.SPOOL));
        missing.remove(nameOf(Store.WORKING_SET));
        if (!missing.isEmpty() || !names.contains(nameOf(Store.SPOOL))) {
            throw new IllegalArgumentException(JournalExtension.PLUGIN_ID + ".stores is " + names + "; this build has ["
                    + nameOf(Store.SPOOL) + "] and [" + nameOf(Store.SPOOL) + ", " + nameOf(Store.WORKING_SET) + "]");
        }
        if (copiesWanted < 1 || copiesWanted > names.size()) {
            throw new IllegalArgumentException(JournalExtension.PLUGIN_ID + ".copies is " + copiesWanted
                    + ", but there are only " + names.size() + " stores " + names);
        }
    }

    private static String nameOf(Store store) {
        return store.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
