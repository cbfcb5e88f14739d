package io.everswitch.journal.archive;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the archive's work is done.
 *
 * @param timer its own threads: waits, connecting, looking at files
 * @param completions where stages complete
 */
record ArchiveThreads(ScheduledExecutorService timer, Executor completions, LongSupplier clockMs) {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveThreads.class);

    /** Runs a task once, later; not at all when the archive is closed by then. The task must not throw. */
    void later(Runnable task, long ms) {
        try {
            Future<?> scheduled = timer.schedule(task, ms, TimeUnit.MILLISECONDS);
            LOG.trace("in {} ms: {}", ms, scheduled);
        } catch (RejectedExecutionException e) {
            LOG.debug("not scheduled any more: the archive is closed", e);
        }
    }

    long nowMs() {
        return clockMs.getAsLong();
    }
}
