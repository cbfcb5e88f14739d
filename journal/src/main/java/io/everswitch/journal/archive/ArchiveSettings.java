package io.everswitch.journal.archive;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.typesafe.config.Config;
import io.everswitch.journal.ack.HealthMeter;
import java.nio.file.Path;
import java.time.Duration;

/** How the archive is set: the settings of {@code everswitch.journal.archive}; the reasons stand in reference.conf. */
record ArchiveSettings(
        Path cellsFile, String rows, boolean createSchema, String replication, Filling filling, Session session) {
    /** How it is filled and how what it has is forgotten here. */
    record Filling(
            Duration after,
            Duration openAfter,
            int historiesMax,
            long bytesMax,
            long batchBytesMax,
            Duration backOffMax,
            Duration retention,
            Duration forgetEvery,
            int forgetPage) {
        Filling {
            positive("after", after.toMillis());
            positive("in-flight-histories-max", historiesMax);
            positive("in-flight-bytes-max", bytesMax);
            positive("batch-bytes-max", batchBytesMax);
            positive("back-off-max", backOffMax.toMillis());
            positive("retention", retention.toMillis());
            positive("forget-every", forgetEvery.toMillis());
            positive("forget-page", forgetPage);
        }
    }

    /** How a cell is spoken to. */
    record Session(
            ConsistencyLevel consistency,
            Duration requestTimeout,
            Duration readDeadline,
            Duration connectTimeout,
            Duration reconnectMax,
            int requestsMax,
            int historyFactsMax,
            Duration probeEvery,
            HealthMeter.Limits limits) {
        Session {
            positive("request-timeout", requestTimeout.toMillis());
            positive("read-deadline", readDeadline.toMillis());
            positive("requests-max", requestsMax);
            positive("history-facts-max", historyFactsMax);
            positive("probe-every", probeEvery.toMillis());
        }
    }

    /** @param journal {@code everswitch.journal} */
    static ArchiveSettings from(Config journal) {
        Config config = journal.getConfig("archive");
        Filling filling = new Filling(
                config.getDuration("after"),
                config.getDuration("open-after"),
                config.getInt("in-flight-histories-max"),
                config.getBytes("in-flight-bytes-max"),
                config.getBytes("batch-bytes-max"),
                config.getDuration("back-off-max"),
                journal.getDuration("working-set.retention"),
                config.getDuration("forget-every"),
                config.getInt("forget-page"));
        Session session = new Session(
                DefaultConsistencyLevel.valueOf(config.getString("consistency")),
                config.getDuration("request-timeout"),
                config.getDuration("read-deadline"),
                config.getDuration("connect-timeout"),
                config.getDuration("reconnect-max"),
                config.getInt("requests-max"),
                config.getInt("history-facts-max"),
                config.getDuration("probe-every"),
                new HealthMeter.Limits(
                        config.getInt("failures-to-sick"),
                        0,
                        config.getInt("successes-to-healthy"),
                        config.getDuration("sick-at-least").toMillis()));
        return new ArchiveSettings(
                Path.of(config.getString("cells-file")),
                config.getString("rows"),
                config.getBoolean("create-schema"),
                config.getString("replication"),
                filling,
                session);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("everswitch.journal.archive." + name + " must be at least 1");
        }
    }
}
