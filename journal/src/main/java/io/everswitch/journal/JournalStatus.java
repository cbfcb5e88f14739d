package io.everswitch.journal;

/**
 * What the journal says about itself at one moment. Latencies are of one batch (write and fsync together), over the last
 * few thousand batches, as upper bounds of buckets that are 25 % wide.
 *
 * @param sickReason why writes are refused; empty when they are accepted
 * @param freeBytes room left on the volume that holds the spool
 */
public record JournalStatus(
        long factsWritten,
        long bytesWritten,
        long batchesWritten,
        long refusedAppends,
        long failedBatches,
        long queuedFacts,
        long queuedBytes,
        double meanBatchFacts,
        long maxBatchFacts,
        long fsyncP50Micros,
        long fsyncP99Micros,
        long fsyncMaxMicros,
        long freeBytes,
        String sickReason) {

    /** Whether facts are accepted. */
    public boolean healthy() {
        return sickReason.isEmpty();
    }

    /** The same, refused for another store's reason. */
    JournalStatus sick(String reason) {
        return new JournalStatus(
                factsWritten,
                bytesWritten,
                batchesWritten,
                refusedAppends,
                failedBatches,
                queuedFacts,
                queuedBytes,
                meanBatchFacts,
                maxBatchFacts,
                fsyncP50Micros,
                fsyncP99Micros,
                fsyncMaxMicros,
                freeBytes,
                reason);
    }
}
