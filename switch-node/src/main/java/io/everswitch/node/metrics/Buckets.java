package io.everswitch.node.metrics;

/**
 * Upper bounds of the histograms. Few, because every bound is one more series per label value; each goal of the design is
 * itself a bound, so that "how many were within it" is read off and not interpolated.
 */
final class Buckets {
    private static final double NANOS = 1e9;

    /** A bank's answer: from a neighbour's simulator to the longest time-out, 60 s. */
    static final double[] BANK_SECONDS = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60};

    /** A bank's answer to the webhook's first byte: goal 50 ms. */
    static final double[] WEBHOOK_SECONDS = {.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 5};

    /** Confirmation to final status: bank's time, further channels, unknown attempts. */
    static final double[] FINAL_SECONDS = {.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 3600};

    /** HTTP requests; the last bounds are those of requests that wait for a final status. */
    static final double[] HTTP_SECONDS = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 15, 60};

    /** Journal: an fsync takes from 50 µs (fast disk) to seconds (sick disk). */
    static final double[] JOURNAL_SECONDS = {.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .5, 2};

    /** Facts per batch. */
    static final double[] FACTS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

    private Buckets() {}

    static double seconds(long nanos) {
        return nanos / NANOS;
    }
}
