package io.everswitch.journal.workingset;

import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.IndexConfig;
import com.hazelcast.config.IndexType;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;

/** Hazelcast as the working set needs it. Every setting that is not Hazelcast's own default has its reason here. */
final class HazelcastConfigs {

    static final String HISTORIES = "everswitch-histories";
    static final String INDEX = "everswitch-index";

    static final String INTRODUCTIONS = "everswitch-introductions";
    private static final String PROTECTION = "everswitch-members-min";
    private static final int MERGE_BATCH = 100;

    private HazelcastConfigs() {}

    static Config member(WorkingSetSettings settings) {
        Config config = new Config();
        config.setClusterName(settings.name());
        config.getSerializationConfig().addDataSerializableFactory(Wire.FACTORY_ID, new Wire());
        network(config, settings);
        properties(config, settings);
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig(
                        PROTECTION, true, settings.cluster().membersMin())
                .setProtectOn(SplitBrainProtectionOn.READ_WRITE));
        config.addMapConfig(map(HISTORIES, settings, HistoryMerge.class)
                // The only one, and hashed: whenever a partition changes hands each of its entries is put into each
                // index or
                // taken out, on the threads that payments need. Sorted ones took 3 s of a failover with 20,000
                // histories.
                .addIndexConfig(new IndexConfig(IndexType.HASH, History.WANTS)));
        config.addMapConfig(map(INDEX, settings, StandingMerge.class));
        introductions(config);
        return config;
    }

    private static void introductions(Config config) {
        // One short task for each member that comes; it waits for a write to the disk.
        config.addExecutorConfig(
                new ExecutorConfig(INTRODUCTIONS, 2).setQueueCapacity(1_000).setStatisticsEnabled(false));
    }

    private static MapConfig map(String name, WorkingSetSettings settings, Class<?> mergePolicy) {
        return new MapConfig(name + "*")
                // An append then changes a list of pointers; with BINARY it would read and write the whole history.
                .setInMemoryFormat(InMemoryFormat.OBJECT)
                .setBackupCount(settings.cluster().backups())
                .setAsyncBackupCount(0)
                // A backup may be behind; only the primary answers, and claims prove what they answer.
                .setReadBackupData(false)
                .setStatisticsEnabled(false)
                .setSplitBrainProtectionName(PROTECTION)
                .setMergePolicyConfig(new MergePolicyConfig(mergePolicy.getName(), MERGE_BATCH));
    }

    private static void network(Config config, WorkingSetSettings settings) {
        WorkingSetSettings.Network wanted = settings.network();
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(wanted.port()).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface(wanted.bindAddress());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        wanted.members().forEach(join.getTcpIpConfig()::addMember);
        config.getJetConfig().setEnabled(false);
    }

    private static void properties(Config config, WorkingSetSettings settings) {
        // A success has to mean that the backups have it; without this a missing answer counts as one.
        config.setProperty("hazelcast.operation.fail.on.indeterminate.state", "true");
        config.setProperty(
                "hazelcast.operation.backup.timeout.millis",
                Integer.toString(settings.limits().backupTimeoutMs()));
        config.setProperty(
                "hazelcast.operation.call.timeout.millis",
                Integer.toString(settings.limits().appendDeadlineMs()));
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty(
                "hazelcast.max.no.heartbeat.seconds",
                Integer.toString(settings.cluster().heartbeatTimeoutS()));
        String mergeDelayS = Integer.toString(settings.cluster().mergeDelayS());
        config.setProperty("hazelcast.merge.first.run.delay.seconds", mergeDelayS);
        config.setProperty("hazelcast.merge.next.run.delay.seconds", mergeDelayS);
        // A new backup gets a partition at once or not at all: in parts, the ledger could come before what it speaks
        // for.
        config.setProperty("hazelcast.partition.migration.chunks.enabled", "false");
        // One at a time: each holds a thread that payments need for as long as its histories take to be written and
        // read,
        // and ten at once (the default) kept payments waiting for 19 s with 20,000 histories on two cores.
        config.setProperty("hazelcast.partition.max.parallel.migrations", "1");
        // By default a member listens on every interface, whatever address it tells the others.
        config.setProperty("hazelcast.socket.bind.any", "false");
        // Without it an address is looked for among those that an interface lists, and loopback lists 127.0.0.1 alone.
        config.setProperty("hazelcast.local.localAddress", settings.network().bindAddress());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        // The process has its own order of ending, and the spool has to be closed in it, too.
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.graceful.shutdown.max.wait", "15");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
    }
}
