package io.everswitch.chaos.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Cassandra: started, killed, started again on its data, ended. */
@Timeout(240)
class CassandraProcessTest {
    private static final Duration START_MAX = Duration.ofSeconds(90);

    @Test
    void start_killed_startsAgainAndEndsByTerm(@TempDir Path root) throws IOException, InterruptedException {
        assumeTrue(Runtime.version().feature() == 17 || Runtime.version().feature() == 21);
        int[] free = TestDemo.freePorts(2);
        Home home = TestDemo.home(root);
        CassandraPlan cassandra = new CassandraPlan(home, new DemoPorts.Cassandra(free[0], free[1]));
        ManagedProcess.Plan plan = cassandra.plan();
        ManagedProcess process = new ManagedProcess(home, plan.name());
        try {
            process.start(plan);
            new Readiness().await(process, plan.readyUrl(), START_MAX);
            assertTrue(cassandra.dataDir().resolve("data").toFile().isDirectory());
            process.kill();
            assertFalse(CqlProbe.answers(URI.create(plan.readyUrl())));
            ManagedProcess again = new ManagedProcess(home, plan.name());
            again.start(again.plan());
            new Readiness().await(again, again.plan().readyUrl(), START_MAX);
            again.askToEnd();
            again.awaitEnd();
            assertTrue(again.handle().isEmpty());
        } finally {
            process.kill();
        }
    }

    /** Cassandra listens before it serves. */
    @Test
    void probe_portThatOnlyListens_isNotReady() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFalse(CqlProbe.answers(URI.create("cql://127.0.0.1:" + silent.getLocalPort())));
        }
    }
}
