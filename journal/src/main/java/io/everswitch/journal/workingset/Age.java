package io.everswitch.journal.workingset;

import io.everswitch.journal.PersistenceIds;
import java.util.function.LongSupplier;

/**
 * Which ids may have been taken out of the working set, by the time in the id. Pure but for the clock.
 *
 * @param clockMs epoch milliseconds
 */
record Age(PersistenceIds ids, long retentionMs, LongSupplier clockMs) {

    /** Clocks differ: an id this much younger than retention is asked for in the archive, too. */
    private static final long MARGIN_MS = 60_000;

    private static final int MARGIN_SHARE = 10;

    /** @param askArchiveBeforeMs the age limit of the id's partition; ids made before it may be gone, too */
    boolean old(String persistenceId, long askArchiveBeforeMs) {
        long margin = Math.min(MARGIN_MS, retentionMs / MARGIN_SHARE);
        long createdAtMs = ids.createdAtMs(persistenceId);
        return createdAtMs < askArchiveBeforeMs || createdAtMs <= clockMs.getAsLong() - retentionMs + margin;
    }
}
