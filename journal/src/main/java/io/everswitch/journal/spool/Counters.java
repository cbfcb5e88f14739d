package io.everswitch.journal.spool;

import java.util.concurrent.atomic.LongAdder;

/** What the writer counts. One thread writes most of it, any thread reads. */
final class Counters {

    final LongAdder refused = new LongAdder();
    final LongAdder failedBatches = new LongAdder();
    final LatencyMeter fsync = new LatencyMeter();
    private final LongAdder facts = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private volatile long maxBatchFacts;

    /** @param fsyncNanos negative if there was none; the writer's thread alone calls this */
    void written(int batchFacts, long batchBytes, long fsyncNanos) {
        facts.add(batchFacts);
        bytes.add(batchBytes);
        if (batchFacts > 0) {
            batches.increment();
        }
        maxBatchFacts = Math.max(maxBatchFacts, batchFacts);
        if (fsyncNanos >= 0) {
            fsync.record(fsyncNanos);
        }
    }

    long facts() {
        return facts.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    long batches() {
        return batches.sum();
    }

    long maxBatchFacts() {
        return maxBatchFacts;
    }
}
