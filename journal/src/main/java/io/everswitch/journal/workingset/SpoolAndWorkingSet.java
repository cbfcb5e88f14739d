package io.everswitch.journal.workingset;

import com.typesafe.config.Config;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.store.FactReads;
import io.everswitch.journal.store.FactStore;
import io.everswitch.journal.store.IndexStore;
import io.everswitch.journal.store.StoreHealth;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The two stores of a node that is not alone, put together. Opening and closing block; the rest is safe from any thread. The
 * spool is opened and closed by the caller, and closed after this.
 */
public final class SpoolAndWorkingSet implements AutoCloseable {

    private static final long OPEN_TIMEOUT_S = 30;

    private final WorkingSet workingSet;
    private final NotedSpool noted;
    private final JoinedIndex index;
    private final Return returning;
    private final Thread returner;

    private SpoolAndWorkingSet(WorkingSet workingSet, Spool spool, NotedSpool noted) {
        this.workingSet = workingSet;
        this.noted = noted;
        this.index = new JoinedIndex(workingSet.index(), noted, spool);
        this.returning = new Return(workingSet, noted);
        this.returner = new Thread(returning, "everswitch-working-set-return");
        this.returner.setDaemon(true);
        this.returner.start();
    }

    /** @param config {@code everswitch.journal.working-set} */
    public static SpoolAndWorkingSet open(Spool spool, Config config, WorkingSet.Surroundings surroundings) {
        NotedSpool noted = new NotedSpool(spool);
        requireNotes(noted);
        return new SpoolAndWorkingSet(WorkingSet.open(WorkingSetSettings.from(config), surroundings), spool, noted);
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
        return new ClaimedReads(workingSet, noted);
    }

    public IndexStore index() {
        return index;
    }

    public StoreHealth health() {
        return workingSet.health();
    }

    public void metrics(JournalMetrics listener) {
        workingSet.metrics(listener);
    }

    @Override
    public void close() {
        returning.end();
        returner.interrupt();
        workingSet.close();
    }
}
