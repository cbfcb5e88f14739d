package io.everswitch.journal.spool;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Latencies of the last few thousand batches in buckets that are 25 % wide. One thread records, any thread reads; a read
 * beside a write may be off by one record, which a status can bear.
 */
final class LatencyMeter {

    private static final int GENERATION = 4096;
    private static final int STEPS = 4;
    private static final int BUCKETS = STEPS * 40;

    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS * 2);
    private volatile int current;
    private int recorded;
    private volatile long maxMicros;

    void record(long nanos) {
        long micros = nanos / 1_000;
        if (recorded++ == GENERATION) {
            recorded = 1;
            int next = 1 - current;
            for (int i = 0; i < BUCKETS; i++) {
                buckets.set(next * BUCKETS + i, 0);
            }
            current = next;
        }
        buckets.incrementAndGet(current * BUCKETS + bucketOf(micros));
        maxMicros = Math.max(maxMicros, micros);
    }

    long maxMicros() {
        return maxMicros;
    }

    long percentileMicros(double fraction) {
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            total += at(i);
        }
        long wanted = (long) Math.ceil(total * fraction);
        long seen = 0;
        for (int i = 0; i < BUCKETS && total > 0; i++) {
            seen += at(i);
            if (seen >= wanted) {
                return upperBound(i);
            }
        }
        return 0;
    }

    private long at(int bucket) {
        return buckets.get(bucket) + buckets.get(BUCKETS + bucket);
    }

    static int bucketOf(long micros) {
        long value = Math.max(STEPS, micros);
        int power = 63 - Long.numberOfLeadingZeros(value);
        int step = (int) ((value >>> (power - 2)) & (STEPS - 1));
        return Math.min(BUCKETS - 1, (power - 2) * STEPS + step);
    }

    private static long upperBound(int bucket) {
        int power = bucket / STEPS + 2;
        return (1L << power) + ((long) (bucket % STEPS + 1) << (power - 2)) - 1;
    }
}
