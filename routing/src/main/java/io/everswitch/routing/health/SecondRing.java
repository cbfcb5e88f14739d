package io.everswitch.routing.health;

import java.util.Arrays;

/**
 * Counts of the last seconds, one bucket each, with running sums so that asking costs nothing. A clock that steps back
 * counts as standing still. Not thread-safe.
 */
final class SecondRing {
    private final int[] sound;
    private final int[] faulty;
    private final long[] latencyMs;
    private int soundSum;
    private int faultySum;
    private long latencyMsSum;
    private long second = Long.MIN_VALUE;

    SecondRing(int seconds) {
        sound = new int[seconds];
        faulty = new int[seconds];
        latencyMs = new long[seconds];
    }

    void addSound(long tookMs) {
        int bucket = bucket(second);
        sound[bucket]++;
        latencyMs[bucket] += tookMs;
        soundSum++;
        latencyMsSum += tookMs;
    }

    void addFaulty() {
        faulty[bucket(second)]++;
        faultySum++;
    }

    /** Forgets what is older than the window. */
    void moveTo(long nowMs) {
        long now = Math.floorDiv(nowMs, 1_000L);
        if (now <= second) {
            return;
        }
        if (second == Long.MIN_VALUE || now - second >= sound.length) {
            clear();
        } else {
            for (long s = second + 1; s <= now; s++) {
                drop(bucket(s));
            }
        }
        second = now;
    }

    void clear() {
        Arrays.fill(sound, 0);
        Arrays.fill(faulty, 0);
        Arrays.fill(latencyMs, 0);
        soundSum = 0;
        faultySum = 0;
        latencyMsSum = 0;
    }

    int counted() {
        return soundSum + faultySum;
    }

    int faulty() {
        return faultySum;
    }

    long meanLatencyMs() {
        return soundSum == 0 ? 0 : latencyMsSum / soundSum;
    }

    private void drop(int bucket) {
        soundSum -= sound[bucket];
        faultySum -= faulty[bucket];
        latencyMsSum -= latencyMs[bucket];
        sound[bucket] = 0;
        faulty[bucket] = 0;
        latencyMs[bucket] = 0;
    }

    private int bucket(long s) {
        return (int) Math.floorMod(s, (long) sound.length);
    }
}
