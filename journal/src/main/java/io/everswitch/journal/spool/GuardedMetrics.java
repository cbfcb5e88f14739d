package io.everswitch.journal.spool;

import io.everswitch.journal.JournalMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener that must not throw, and if it does, costs a line in the log and not a fact. */
final class GuardedMetrics implements JournalMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedMetrics.class);

    private final JournalMetrics listener;

    GuardedMetrics(JournalMetrics listener) {
        this.listener = listener;
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("the journal's metrics listener failed", e);
        }
    }

    @Override
    public void appendAcknowledged(int facts, long nanos) {
        guarded(() -> listener.appendAcknowledged(facts, nanos));
    }

    @Override
    public void batchWritten(int facts, long bytes, long nanos, boolean synced) {
        guarded(() -> listener.batchWritten(facts, bytes, nanos, synced));
    }

    @Override
    public void queueLength(long facts) {
        guarded(() -> listener.queueLength(facts));
    }

    @Override
    public void replayed(int facts, long nanos) {
        guarded(() -> listener.replayed(facts, nanos));
    }

    @Override
    public void exposed(int facts) {
        guarded(() -> listener.exposed(facts));
    }

    @Override
    public void failed(String kind) {
        guarded(() -> listener.failed(kind));
    }

    @Override
    public void archived(int facts, long nanos) {
        guarded(() -> listener.archived(facts, nanos));
    }

    @Override
    public void archiveFailed() {
        guarded(listener::archiveFailed);
    }

    @Override
    public void archiveBacklog(long histories, long oldestAgeMs) {
        guarded(() -> listener.archiveBacklog(histories, oldestAgeMs));
    }

    @Override
    public void storeHealth(String store, boolean healthy) {
        guarded(() -> listener.storeHealth(store, healthy));
    }

    @Override
    public void inDoubt(int partitions) {
        guarded(() -> listener.inDoubt(partitions));
    }

    @Override
    public void conflictsAside(int ids) {
        guarded(() -> listener.conflictsAside(ids));
    }

    @Override
    public void workingSetHeld(long histories, long index) {
        guarded(() -> listener.workingSetHeld(histories, index));
    }
}
