package io.everswitch.journal.spool;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Objects;

/** How the spool is set: one field for each setting of {@code everswitch.journal}; the reasons stand in reference.conf. */
public record SpoolSettings(
        Path dir,
        int queueMaxFacts,
        long queueMaxBytes,
        int batchMaxFacts,
        long batchMaxBytes,
        long factMaxBytes,
        int readerThreads,
        int readerQueueMax,
        long freeBytesMin,
        long freeCheckMs,
        int headsCacheMax,
        long memtableBytes,
        long blockCacheBytes,
        long walBytesMax,
        long sealIdleMs,
        long closeTimeoutMs) {

    public SpoolSettings {
        Objects.requireNonNull(dir, "dir");
        positive("queue-max-facts", queueMaxFacts);
        positive("queue-max-bytes", queueMaxBytes);
        positive("batch-max-facts", batchMaxFacts);
        positive("batch-max-bytes", batchMaxBytes);
        positive("fact-max-bytes", factMaxBytes);
        positive("reader-threads", readerThreads);
        positive("reader-queue-max", readerQueueMax);
        positive("free-check-ms", freeCheckMs);
        positive("heads-cache-max", headsCacheMax);
        positive("memtable-bytes", memtableBytes);
        positive("block-cache-bytes", blockCacheBytes);
        positive("wal-bytes-max", walBytesMax);
        positive("seal-idle-ms", sealIdleMs);
        positive("close-timeout-ms", closeTimeoutMs);
        if (freeBytesMin < 0) {
            throw new IllegalArgumentException("everswitch.journal.free-bytes-min must not be negative");
        }
    }

    public static SpoolSettings from(Config config) {
        return new SpoolSettings(
                Path.of(config.getString("dir")),
                config.getInt("queue-max-facts"),
                config.getBytes("queue-max-bytes"),
                config.getInt("batch-max-facts"),
                config.getBytes("batch-max-bytes"),
                config.getBytes("fact-max-bytes"),
                config.getInt("reader-threads"),
                config.getInt("reader-queue-max"),
                config.getBytes("free-bytes-min"),
                config.getLong("free-check-ms"),
                config.getInt("heads-cache-max"),
                config.getBytes("memtable-bytes"),
                config.getBytes("block-cache-bytes"),
                config.getBytes("wal-bytes-max"),
                config.getLong("seal-idle-ms"),
                config.getLong("close-timeout-ms"));
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("everswitch.journal." + name + " must be at least 1, is " + value);
        }
    }
}
