package io.everswitch.journal.workingset;

import com.typesafe.config.Config;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.PersistenceIds;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.store.ArchiveSource;
import io.everswitch.journal.store.FactReads;
import io.everswitch.journal.store.FactStore;
import io.everswitch.journal.store.IndexStore;
import io.everswitch.journal.store.StoreHealth;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two stores of a node that is not alone, put together. Opening and closing block; the rest is safe from any thread. The
 * spool is opened and closed by the caller, and closed after this.
 */
public final class SpoolAndWorkingSet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolAndWorkingSet.class);

    private static final long OPEN_TIMEOUT_S = 30;

    private final WorkingSet workingSet;
    private final NotedSpool noted;
    private final JoinedIndex index;
    private final Return returning;
    private final Certifier certifier;
    private final Thread thread;
    private final Age age;
    private final @Nullable FactReads archive;

    /**
     * What the two stores are given besides.
     *
     * @param node this node's name, the same after a restart
     * @param ids tells how old an id is
     * @param archive where an id older than retention is looked for; null: there is none
     */
    public record Beside(
            String node, PersistenceIds ids, @Nullable FactReads archive) {}

    private SpoolAndWorkingSet(WorkingSet workingSet, Spool spool, NotedSpool noted, Return returning, Age age) {
        this.workingSet = workingSet;
        this.noted = noted;
        this.index = new JoinedIndex(workingSet.index(), noted, spool);
        this.returning = returning;
        this.age = age;
        this.archive = returning.archive();
        this.certifier = new Certifier(workingSet, workingSet.member(), returning, workingSet.lookMs());
        this.thread = new Thread(certifier, "everswitch-working-set-return");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** @param config {@code everswitch.journal.working-set} */
    public static SpoolAndWorkingSet open(
            Spool spool, Config config, WorkingSet.Surroundings surroundings, Beside beside) {
        NotedSpool noted = new NotedSpool(spool);
        requireNotes(noted);
        WorkingSetSettings settings = WorkingSetSettings.from(config);
        String node = beside.node().isEmpty()
                ? settings.network().bindAddress() + ":" + settings.network().port()
                : beside.node();
        Age age = new Age(beside.ids(), settings.age().retentionMs(), surroundings.clockMs());
        WorkingSet workingSet = WorkingSet.open(settings, surroundings);
        boolean opened = false;
        try {
            String name = node + "#" + noted.spoolId().toCompletableFuture().get(OPEN_TIMEOUT_S, TimeUnit.SECONDS);
            Return returning = new Return(workingSet, noted, name, age, beside.archive());
            SpoolAndWorkingSet both = new SpoolAndWorkingSet(workingSet, spool, noted, returning, age);
            opened = true;
            return both;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnavailable("interrupted while the spool was looked at", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new JournalUnavailable("the spool cannot be looked at", e);
        } finally {
            if (!opened) {
                workingSet.close();
            }
        }
    }

    private static void requireNotes(NotedSpool noted) {
        try {
            if (!noted.madeForWorkingSet().toCompletableFuture().get(OPEN_TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IllegalArgumentException("everswitch.journal.dir holds facts that were written without a"
                        + " working set: their index cannot be put back into one; begin with an empty directory");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnavailable("interrupted while the spool was looked at", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new JournalUnavailable("the spool cannot be looked at", e);
        }
    }

    public List<FactStore> stores() {
        return List.of(noted, workingSet);
    }

    public FactReads reads() {
        return new ClaimedReads(workingSet, noted, age, archive);
    }

    public IndexStore index() {
        return index;
    }

    /** What the archive is filled from. */
    public ArchiveSource archiveSource() {
        return workingSet.upkeep();
    }

    /** Persistence ids with facts that lost a conflict and are kept until somebody decides; at most {@code limit}. */
    public CompletionStage<List<String>> conflicts(int limit) {
        return workingSet.conflicts(limit);
    }

    /** How many ids with such facts are in this node's part. */
    public CompletionStage<Integer> conflictsHere() {
        return workingSet.conflictsHere();
    }

    /** How much of it is in this node's memory; nothing while there are no maps. */
    public void tellHeld(JournalMetrics told) {
        workingSet.tellHeld(told);
    }

    public int partitionsInDoubt() {
        InDoubt seen = workingSet.readiness().inDoubt();
        return seen.historyPartitions() + seen.indexPartitions();
    }

    /** Empty when nothing is in doubt; else how much, and whose spools are awaited. */
    public String inDoubt() {
        return workingSet.readiness().doubt();
    }

    /** Spools that may hold more than is here. */
    public List<String> awaited() {
        return workingSet.readiness().inDoubt().awaited();
    }

    /**
     * Nobody waits for this node's lost disk any longer: what it alone held is lost. Blocks until it is on this node's disk.
     *
     * @param name a name as {@link #awaited} tells it, or the part before the #, for all disks of that node that are not there
     */
    public void giveUp(String name, String reason) {
        Set<String> disks = new TreeSet<>();
        for (String known : returning.known().names()) {
            boolean meant = known.equals(name) || known.startsWith(name + "#");
            if (meant && workingSet.readiness().inDoubt().awaited().contains(known)) {
                disks.add(known);
            }
        }
        if (disks.isEmpty() || reason.isBlank()) {
            throw new IllegalArgumentException("only an awaited spool can be given up, and with a reason; awaited: "
                    + workingSet.readiness().inDoubt().awaited());
        }
        LOG.warn("the spools {} are given up: {}", disks, reason);
        try {
            returning.remember(new Known(Set.of(), disks), reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnavailable("interrupted before it was on the disk", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new JournalUnavailable("it cannot be written to this node's disk", e);
        }
        certifier.look();
    }

    public StoreHealth health() {
        return workingSet.health();
    }

    public void metrics(JournalMetrics listener) {
        workingSet.metrics(listener);
    }

    @Override
    public void close() {
        certifier.end();
        thread.interrupt();
        workingSet.close();
    }
}
