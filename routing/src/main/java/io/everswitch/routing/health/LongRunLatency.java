package io.everswitch.routing.health;

/**
 * How fast a channel usually answers, from its own history: a histogram with buckets of factor √2, in which an hour counts half
 * of the next one. An answer is slow if it takes longer than three times the 95th percentile of that, and a second at the least.
 * Slow answers are learnt at a sixteenth: a bad half hour does not become the norm, a bank that stays slow for some hours does.
 * Starts knowing nothing with each process. Not thread-safe.
 */
final class LongRunLatency {
    /** Below it nobody minds: a bank that goes from 20 to 90 ms has a reason to, and no payer sees it. */
    static final long BOUND_MIN_MS = 1_000;
    /** Banks breathe: lunch time and batches double a p95. Three times it is another thing. */
    private static final int TIMES = 3;
    /** With 200 answers ten are above the p95, so that one outlier does not make it. */
    private static final int ANSWERS_MIN = 200;

    private static final double SLOW_WEIGHT = 1 / 16.0;
    private static final long HALVE_EVERY_MS = 3_600_000;
    /** √2 to the 48th: 4 hours. */
    private static final int BUCKETS = 48;

    private final double[] weights = new double[BUCKETS];
    private double sum;
    private long halvedMs = Long.MIN_VALUE;

    /** Learns it, too. */
    boolean isSlow(long latencyMs, long nowMs) {
        long bound = boundMs();
        boolean slow = latencyMs > bound;
        halve(nowMs);
        double weight = slow ? SLOW_WEIGHT : 1;
        weights[bucket(latencyMs)] += weight;
        sum += weight;
        return slow;
    }

    /** Long.MAX_VALUE as long as too little is known. */
    long boundMs() {
        if (sum < ANSWERS_MIN) {
            return Long.MAX_VALUE;
        }
        double below = 0;
        int bucket = 0;
        while (bucket < BUCKETS - 1 && below + weights[bucket] < sum * 0.95) {
            below += weights[bucket];
            bucket++;
        }
        return Math.max(BOUND_MIN_MS, Math.round(TIMES * Math.pow(2, (bucket + 1) / 2.0)));
    }

    private void halve(long nowMs) {
        if (halvedMs == Long.MIN_VALUE) {
            halvedMs = nowMs;
        }
        long hours = (nowMs - halvedMs) / HALVE_EVERY_MS;
        if (hours <= 0) {
            return;
        }
        double factor = Math.pow(0.5, (double) Math.min(hours, 60));
        sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            weights[i] *= factor;
            sum += weights[i];
        }
        halvedMs += hours * HALVE_EVERY_MS;
    }

    private static int bucket(long latencyMs) {
        double log = 2 * Math.log((double) Math.max(1, latencyMs)) / Math.log(2);
        return (int) Math.min(BUCKETS - 1, Math.floor(log));
    }
}
