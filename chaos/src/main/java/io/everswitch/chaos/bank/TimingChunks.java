package io.everswitch.chaos.bank;

import io.everswitch.chaos.http.Chunks;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The timings as JSON lines. Used by one thread at a time. */
final class TimingChunks implements Chunks {
    private static final int LINES = 500;

    private final Timings timings;
    private final long end;
    private long next;

    TimingChunks(Timings timings) {
        this.timings = timings;
        this.next = timings.first();
        this.end = timings.end();
    }

    @Override
    public byte @Nullable [] next() {
        while (next < end) {
            long to = Math.min(next + LINES, end);
            byte[] lines = timings.lines(next, to).getBytes(StandardCharsets.ISO_8859_1);
            next = to;
            if (lines.length > 0) {
                return lines;
            }
        }
        return null;
    }
}
