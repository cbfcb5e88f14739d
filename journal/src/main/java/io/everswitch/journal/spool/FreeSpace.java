package io.everswitch.journal.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the volume, looked at now and then. Writes stop at a floor, before the disk is really full: a full disk fails in
 * the middle of things, and compaction needs room to give room back. They go on when a tenth more than the floor is free.
 * Looked at by one thread, read by any.
 */
final class FreeSpace {

    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

    private final LongSupplier usableBytes;
    private final long minBytes;
    private final long everyNanos;
    private volatile long lastBytes;
    private volatile boolean tooLittle;
    private long nextLookNanos;

    FreeSpace(LongSupplier usableBytes, long minBytes, long everyMs) {
        this.usableBytes = usableBytes;
        this.minBytes = minBytes;
        this.everyNanos = everyMs * 1_000_000;
        look();
        this.nextLookNanos = System.nanoTime() + everyNanos;
    }

    static LongSupplier of(Path dir) {
        return () -> {
            try {
                return Files.getFileStore(dir).getUsableSpace();
            } catch (IOException e) {
                // Not to know is not a reason to stop: a write that finds no room fails by itself.
                LOG.warn("free space of the journal's volume cannot be read: {}", e.toString());
                return Long.MAX_VALUE;
            }
        };
    }

    void lookIfTime() {
        if (System.nanoTime() - nextLookNanos >= 0) {
            nextLookNanos = System.nanoTime() + everyNanos;
            look();
        }
    }

    private void look() {
        long bytes = usableBytes.getAsLong();
        boolean was = tooLittle;
        // A tenth more to resume, or a disk near its floor would stop and resume at every look; capped, not wrapped
        // around.
        long resumeAt = minBytes > Long.MAX_VALUE - minBytes / 10 ? Long.MAX_VALUE : minBytes + minBytes / 10;
        boolean is = bytes < (was ? resumeAt : minBytes);
        lastBytes = bytes;
        tooLittle = is;
        if (is != was) {
            LOG.warn("journal {} writes: {} bytes free, floor {}", is ? "stops" : "resumes", bytes, minBytes);
        }
    }

    long lastBytes() {
        return lastBytes;
    }

    /** Why there is not enough room; empty if there is. */
    String complaint() {
        return tooLittle ? "only " + lastBytes + " bytes free on the journal's volume, floor " + minBytes : "";
    }
}
