package io.everswitch.journal.member;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.partition.impl.MigrationManager;
import com.hazelcast.internal.partition.impl.MigrationManagerImpl;
import java.lang.reflect.Method;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens after a migration has failed; drill {@code node-kill} with much in memory makes them fail. */
final class QuickResumeTest {
    private final HazelcastInstance member = CorrectedMember.start(config());

    private static Config config() {
        Config config = new Config().setClusterName("resume-" + System.nanoTime());
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        var network = config.getNetworkConfig();
        network.setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        return config;
    }

    @AfterEach
    void stop() {
        member.getLifecycleService().terminate();
    }

    /** The two steps that Hazelcast takes then; by itself it resumes after 3 s. */
    @Test
    void failedMigration_pausesTheOthersForMomentsOnly() throws ReflectiveOperationException {
        MigrationManager migrations = ((HazelcastInstanceProxy) member)
                .getOriginal()
                .node
                .getPartitionService()
                .getMigrationManager();
        Method eventually = MigrationManagerImpl.class.getDeclaredMethod("resumeMigrationEventually");
        eventually.setAccessible(true);

        migrations.pauseMigration();
        eventually.invoke(migrations);

        assertFalse(migrations.areMigrationTasksAllowed());
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMillis(2_000))
                .until(migrations::areMigrationTasksAllowed);
    }
}
