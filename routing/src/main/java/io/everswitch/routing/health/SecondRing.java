package io.everswitch.routing.health;

import java.util.Arrays;

/**
 * Counts of the last seconds, one bucket each, with running sums so that asking costs nothing. A clock that steps back
 * counts as standing still. Not thread-safe.
 */
final class SecondRing {
    private final Tally[] buckets;
    private Tally sum = Tally.NONE;
    private long second = Long.MIN_VALUE;

    SecondRing(int seconds) {
        buckets = new Tally[seconds];
        Arrays.fill(buckets, Tally.NONE);
    }

    void addSound(long tookMs) {
        add(Tally.one(Symptom.ANSWERED, tookMs));
    }

    void addFaulty() {
        add(Tally.one(Symptom.TROUBLED, 0));
    }

    /** To the second that was moved to. */
    void add(Tally more) {
        addTo(bucket(second), more);
    }

    /**
     * To a second of another clock: what is ahead of ours counts as now, what is behind the window is forgotten already.
     *
     * @return whether it counts
     */
    boolean addAt(long of, Tally more) {
        if (second - of >= buckets.length) {
            return false;
        }
        addTo(bucket(Math.min(of, second)), more);
        return true;
    }

    private void addTo(int bucket, Tally more) {
        buckets[bucket] = buckets[bucket].plus(more);
        sum = sum.plus(more);
    }

    /** Forgets what is older than the window. */
    void moveTo(long nowMs) {
        long now = Math.floorDiv(nowMs, 1_000L);
        if (now <= second) {
            return;
        }
        if (second == Long.MIN_VALUE || now - second >= buckets.length) {
            clear();
        } else {
            for (long s = second + 1; s <= now; s++) {
                drop(bucket(s));
            }
        }
        second = now;
    }

    void clear() {
        if (sum.equals(Tally.NONE)) {
            return;
        }
        Arrays.fill(buckets, Tally.NONE);
        sum = Tally.NONE;
    }

    Tally sum() {
        return sum;
    }

    int counted() {
        return sum.counted();
    }

    int faulty() {
        return sum.faulty();
    }

    /** Of the last seconds alone, the one that runs included. */
    Tally last(int seconds) {
        Tally last = Tally.NONE;
        for (int i = 0; i < Math.min(seconds, buckets.length); i++) {
            last = last.plus(buckets[bucket(second - i)]);
        }
        return last;
    }

    long meanLatencyMs() {
        return sum.sound() == 0 ? 0 : sum.latencyMs() / sum.sound();
    }

    private void drop(int bucket) {
        if (!buckets[bucket].equals(Tally.NONE)) {
            sum = sum.without(buckets[bucket]);
            buckets[bucket] = Tally.NONE;
        }
    }

    private int bucket(long s) {
        return (int) Math.floorMod(s, (long) buckets.length);
    }
}
