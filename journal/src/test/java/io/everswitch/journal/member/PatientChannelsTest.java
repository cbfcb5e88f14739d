package io.everswitch.journal.member;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.server.ServerConnection;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A peer whose kernel accepts a connection, and which never says anything. */
final class PatientMemberTest {

    private static final Duration WATCHED = Duration.ofSeconds(1);

    @Test
    void frames_waitingForASilentPeer_costNoTime() throws Exception {
        Config config = new Config().setClusterName("patient-" + System.nanoTime());
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        HazelcastInstance member = CorrectedMember.start(config);
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var server = ((HazelcastInstanceProxy) member).getOriginal().node.getServer();
            var connections = server.getConnectionManager(com.hazelcast.instance.EndpointQualifier.MEMBER);
            Address address = new Address("127.0.0.1", silent.getLocalPort());
            connections.getOrConnect(address);
            try (Socket accepted = silent.accept()) {
                assertTrue(accepted.isConnected());
                Awaitility.await().until(() -> server.getConnections().stream().anyMatch(ServerConnection::isAlive));
                ServerConnection connection =
                        server.getConnections().stream().findFirst().orElseThrow();
                assertTrue(connection.write(new Packet(new byte[16])));
                long before = outputNanos();
                long until = System.nanoTime() + WATCHED.toNanos();
                Awaitility.await().until(() -> System.nanoTime() >= until);
                long usedMs = TimeUnit.NANOSECONDS.toMillis(outputNanos() - before);
                assertTrue(usedMs < WATCHED.toMillis() / 4, "output threads were busy for " + usedMs + " ms");
                assertFalse(accepted.isClosed());
            }
        } finally {
            member.getLifecycleService().terminate();
        }
    }

    private static long outputNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (ThreadInfo thread : threads.dumpAllThreads(false, false)) {
            if (thread.getThreadName().contains("IO.thread-out")) {
                nanos += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return nanos;
    }
}
