package io.everswitch.chaos.fault;

import java.util.ArrayDeque;
import java.util.Deque;

/** Cuts bytes into small pieces with a pause after each. */
final class Slicer extends Effect {
    private final int averageBytes;
    private final int variationBytes;
    private final long pauseNanos;
    private final Draws draws;
    private final Deque<Integer> pieces = new ArrayDeque<>();
    private boolean paused;
    private long pauseEndsNanos;

    /** Sizes that make no sense, where the original server fails, become the nearest ones that do. */
    Slicer(long averageBytes, long variationBytes, long pauseMicros, Draws draws) {
        this.averageBytes = (int) Math.max(1, Math.min(averageBytes, Integer.MAX_VALUE / 2));
        this.variationBytes = (int) Math.max(0, Math.min(variationBytes, this.averageBytes - 1));
        this.pauseNanos = Math.max(0, Nanos.ofMicros(pauseMicros));
        this.draws = draws;
    }

    @Override
    void begin(Chunk held) {
        cut(held.bytes());
    }

    @Override
    long waitNanos(Chunk held, long now) {
        return endWaitNanos(now);
    }

    @Override
    int pass(Chunk held, long now) {
        long from = paused && now - pauseEndsNanos < Nanos.LATE_MAX ? pauseEndsNanos : now;
        paused = true;
        pauseEndsNanos = from + Math.min(pauseNanos, Long.MAX_VALUE / 4);
        Integer piece = pieces.poll();
        return piece == null ? held.bytes() : piece;
    }

    @Override
    long endWaitNanos(long now) {
        return paused ? pauseEndsNanos - now : 0;
    }

    /** Halves what is too long, not quite in the middle, until every piece is short enough. */
    private void cut(int bytes) {
        pieces.clear();
        Deque<Integer> open = new ArrayDeque<>();
        open.push(bytes);
        while (!open.isEmpty()) {
            int size = open.pop();
            if (size - averageBytes <= variationBytes) {
                pieces.add(size);
            } else {
                int left = (int) Math.max(1, Math.min(size - 1L, size / 2 + draws.around(variationBytes)));
                open.push(size - left);
                open.push(left);
            }
        }
    }
}
