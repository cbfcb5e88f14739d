package io.everswitch.chaos.bank;

import java.util.random.RandomGenerator;

/**
 * Time that a bank takes, log-normal through its median and its 99th percentile.
 *
 * @param p50Ms 0 … 600,000; 0 means at once
 * @param p99Ms at least the median
 */
public record Latency(double p50Ms, double p99Ms) {
    static final double MAX_MS = 600_000;
    /** A bank that is quick but not instant. */
    public static final Latency DEMO = new Latency(2, 8);

    public static final Latency NONE = new Latency(0, 0);

    /** How many standard deviations the 99th percentile of a normal distribution lies above its middle. */
    private static final double P99_DEVIATIONS = 2.326_347_874_040_841;
    /** The tail ends here, as a multiple of the 99th percentile, so that no answer is put off for ever. */
    private static final double TAIL_MAX = 4;

    long nanos(RandomGenerator random) {
        double deviations = random.nextGaussian();
        if (p50Ms <= 0) {
            return 0;
        }
        double sigma = Math.log(Math.max(p99Ms, p50Ms) / p50Ms) / P99_DEVIATIONS;
        double ms = Math.min(p50Ms * Math.exp(sigma * deviations), p99Ms * TAIL_MAX);
        return (long) (ms * 1_000_000);
    }
}
