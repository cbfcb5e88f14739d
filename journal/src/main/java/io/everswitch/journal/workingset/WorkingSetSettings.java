package io.everswitch.journal.workingset;

import com.typesafe.config.Config;
import java.util.List;

/** {@code everswitch.journal.working-set}: one field for each setting; the reasons stand in reference.conf. */
public record WorkingSetSettings(String name, Network network, Cluster cluster, Limits limits, Health health, Age age) {

    public WorkingSetSettings {
        // Two halves that do not see each other would both go on, and only one of them can be right.
        if (cluster.membersMin() * 2 <= network.members().size()) {
            throw new IllegalArgumentException("everswitch.journal.working-set.members-min is " + cluster.membersMin()
                    + ": of " + network.members().size() + " members it must be more than half");
        }
    }

    /** Whom this node listens to and talks to. An empty address or port 0 never means "any": see {@link Members}. */
    public record Network(String bindAddress, int port, List<String> members, List<String> networks) {
        public Network {
            members = List.copyOf(members);
            networks = List.copyOf(networks);
            if (bindAddress.isBlank() || bindAddress.equals("0.0.0.0") || bindAddress.equals("::")) {
                throw new IllegalArgumentException(
                        "everswitch.journal.working-set.bind-address must name one interface");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException(
                        "everswitch.journal.working-set.port must be 1 to 65535, is " + port);
            }
            if (networks.isEmpty()) {
                throw new IllegalArgumentException("everswitch.journal.working-set.networks must name who may join");
            }
        }
    }

    public record Cluster(int membersMin, int backups, int heartbeatTimeoutS, int mergeDelayS) {
        public Cluster {
            atLeastOne("backups", backups);
            atLeastOne("heartbeat-timeout-s", heartbeatTimeoutS);
            atLeastOne("merge-delay-s", mergeDelayS);
            if (membersMin <= backups) {
                throw new IllegalArgumentException("everswitch.journal.working-set.members-min is " + membersMin + ": "
                        + backups + " backups need at least one member more");
            }
        }
    }

    public record Limits(
            int inFlightMax,
            int readerThreads,
            int readerQueueMax,
            int appendDeadlineMs,
            int backupTimeoutMs,
            int askAgainMs) {
        public Limits {
            atLeastOne("in-flight-max", inFlightMax);
            atLeastOne("reader-threads", readerThreads);
            atLeastOne("reader-queue-max", readerQueueMax);
            atLeastOne("append-deadline-ms", appendDeadlineMs);
            atLeastOne("backup-timeout-ms", backupTimeoutMs);
            atLeastOne("ask-again-ms", askAgainMs);
        }
    }

    public record Health(
            int failuresToSick,
            int failingAtLeastMs,
            int successesToHealthy,
            int sickAtLeastMs,
            int probeMs,
            int lookMs) {
        public Health {
            atLeastOne("look-ms", lookMs);
            atLeastOne("probe-ms", probeMs);
        }
    }

    /**
     * How long things stay.
     *
     * @param heapShareMax above this share of the heap, 0 to 1, archived histories go before their time
     */
    public record Age(
            long retentionMs,
            long tombstoneMs,
            int evictMs,
            int evictRestMs,
            int evictBatch,
            boolean evictWithoutArchive,
            double heapShareMax) {
        public Age {
            atLeastOne("evict-ms", evictMs);
            atLeastOne("evict-rest-ms", evictRestMs);
            atLeastOne("evict-batch", evictBatch);
            if (!(heapShareMax > 0 && heapShareMax <= 1)) {
                throw new IllegalArgumentException(
                        "everswitch.journal.working-set.heap-share-max must be above 0 and at most 1");
            }
            atLeastOne("retention-ms", retentionMs);
            atLeastOne("tombstone-ms", tombstoneMs);
        }
    }

    public static WorkingSetSettings from(Config config) {
        return new WorkingSetSettings(
                config.getString("cluster-name"),
                new Network(
                        config.getString("bind-address"),
                        config.getInt("port"),
                        config.getStringList("members"),
                        config.getStringList("networks")),
                new Cluster(
                        config.getInt("members-min"),
                        config.getInt("backups"),
                        config.getInt("heartbeat-timeout-s"),
                        config.getInt("merge-delay-s")),
                new Limits(
                        config.getInt("in-flight-max"),
                        config.getInt("reader-threads"),
                        config.getInt("reader-queue-max"),
                        config.getInt("append-deadline-ms"),
                        config.getInt("backup-timeout-ms"),
                        config.getInt("ask-again-ms")),
                new Health(
                        config.getInt("failures-to-sick"),
                        config.getInt("failing-at-least-ms"),
                        config.getInt("successes-to-healthy"),
                        config.getInt("sick-at-least-ms"),
                        config.getInt("probe-ms"),
                        config.getInt("look-ms")),
                new Age(
                        config.getDuration("retention").toMillis(),
                        config.getLong("tombstone-ms"),
                        config.getInt("evict-ms"),
                        config.getInt("evict-rest-ms"),
                        config.getInt("evict-batch"),
                        config.getBoolean("evict-without-archive"),
                        config.getDouble("heap-share-max")));
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "everswitch.journal.working-set." + name + " must be at least 1, is " + value);
        }
    }
}
