package io.everswitch.journal.member;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A member that is too busy to take a dead member's partitions over in time. */
final class PatientPromotionTest {
    private static final int PARTITION_THREADS = 2;
    private static final int NO_HEARTBEAT_S = 5;
    private static final int BUSY_S = NO_HEARTBEAT_S + 2;

    private final String cluster = "promotion-" + System.nanoTime();
    private final List<HazelcastInstance> members = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    @AfterEach
    void stop() {
        members.forEach(member -> member.getLifecycleService().terminate());
    }

    private HazelcastInstance member() {
        Config config = new Config().setClusterName(cluster);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.partition.count", "31");
        config.setProperty("hazelcast.partition.operation.thread.count", Integer.toString(PARTITION_THREADS));
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", Integer.toString(NO_HEARTBEAT_S));
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        var network = config.getNetworkConfig();
        network.setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).setMembers(new ArrayList<>(addresses));
        HazelcastInstance member = CorrectedMember.start(config);
        members.add(member);
        addresses.add(
                "127.0.0.1:" + member.getCluster().getLocalMember().getAddress().getPort());
        return member;
    }

    /** Ordered by another member, or by itself. */
    @ParameterizedTest
    @ValueSource(ints = {1, 0})
    void promotion_busyForLongerThanItsTimeOut_isDoneAllTheSame(int who) {
        HazelcastInstance master = member();
        HazelcastInstance other = member();
        HazelcastInstance busy = who == 0 ? master : other;
        HazelcastInstance dying = member();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> members.stream()
                        .allMatch(member -> member.getCluster().getMembers().size() == 3));
        IMap<Integer, Integer> map = master.getMap("map");
        for (int key = 0; key < 500; key++) {
            map.set(key, key);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> master.getPartitionService().isClusterSafe());

        keepBusy(busy, map);
        dying.getLifecycleService().terminate();

        Awaitility.await("every partition has an owner")
                .atMost(Duration.ofSeconds(NO_HEARTBEAT_S + BUSY_S + 15))
                .until(() -> master.getPartitionService().getPartitions().stream()
                        .allMatch(partition -> partition.getOwner() != null));
        for (int key = 0; key < 500; key++) {
            assertTrue(map.containsKey(key), "key " + key);
        }
    }

    /** All its partition threads sleep. */
    private static void keepBusy(HazelcastInstance busy, IMap<Integer, Integer> map) {
        boolean[] taken = new boolean[PARTITION_THREADS];
        for (int key = 0; key < 500; key++) {
            var partition = busy.getPartitionService().getPartition(key);
            int thread = partition.getPartitionId() % PARTITION_THREADS;
            var local = busy.getCluster().getLocalMember();
            if (!taken[thread] && local.equals(partition.getOwner())) {
                taken[thread] = true;
                var unused = map.submitToKey(key, new Sleep());
            }
        }
    }

    private static final class Sleep implements EntryProcessor<Integer, Integer, Integer>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer process(Map.Entry<Integer, Integer> entry) {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(BUSY_S);
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            return 0;
        }

        @Override
        public @Nullable EntryProcessor<Integer, Integer, Integer> getBackupProcessor() {
            return null;
        }
    }
}
