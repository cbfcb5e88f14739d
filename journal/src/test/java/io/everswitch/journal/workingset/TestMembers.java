package io.everswitch.journal.workingset;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.everswitch.journal.workingset.WorkingSetSettings.Age;
import io.everswitch.journal.workingset.WorkingSetSettings.Cluster;
import io.everswitch.journal.workingset.WorkingSetSettings.Health;
import io.everswitch.journal.workingset.WorkingSetSettings.Limits;
import io.everswitch.journal.workingset.WorkingSetSettings.Network;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Clusters on loopback for tests: small, quick to notice a death, ended by the test. */
public final class TestMembers implements AutoCloseable {

    static final ExecutorService COMPLETIONS = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "test-working-set-completions");
        thread.setDaemon(true);
        return thread;
    });

    static final AtomicLong CLOCK_OFFSET_MS = new AtomicLong();

    private static final int PORT_FIRST = 12_000;
    private static final int PORTS = 20_000;
    private static final int PORTS_TRIED_MAX = 1_000;
    private static final AtomicInteger NEXT_PORT = new AtomicInteger(new Random().nextInt(PORTS));

    private final String name = "test-" + Long.toHexString(System.nanoTime());
    private final List<Integer> ports;
    private final List<HazelcastInstance> members = new ArrayList<>();
    private final List<Certifier> certifiers = new ArrayList<>();

    TestMembers(int count) {
        this.ports = freePorts(count);
    }

    /**
     * Below the range from which the system gives ports to outgoing connections: a member that dies in a test and comes
     * back must find its port still free. None is given twice in a run.
     */
    public static List<Integer> freePorts(int count) {
        return IntStream.range(0, count).mapToObj(i -> freePort()).toList();
    }

    private static int freePort() {
        for (int tries = 0; tries < PORTS_TRIED_MAX; tries++) {
            int port = PORT_FIRST + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Somebody else's: the next one is tried.
            }
        }
        throw new IllegalStateException("no free port among " + PORTS_TRIED_MAX);
    }

    WorkingSetSettings settings(int member) {
        return settings(name, ports, member, 2);
    }

    static WorkingSetSettings settings(String name, List<Integer> ports, int member, int membersMin) {
        return new WorkingSetSettings(
                name,
                new Network(
                        "127.0.0.1",
                        ports.get(member),
                        ports.stream().map(port -> "127.0.0.1:" + port).toList(),
                        List.of("127.0.0.*")),
                new Cluster(membersMin, 1, 5, 2),
                new Limits(10_000, 2, 1_000, 4_000, 500, 300),
                new Health(3, 500, 2, 200, 100, 100),
                new Age(86_400_000, 60_000, 3_600_000, 1, 1_000, false, 1.0));
    }

    /** With few partitions: 271 take seconds to move on a busy machine, and prove nothing more. */
    static Config config(WorkingSetSettings settings) {
        return HazelcastConfigs.member(settings).setProperty("hazelcast.partition.count", "31");
    }

    HazelcastInstance start(int member) {
        HazelcastInstance started = Hazelcast.newHazelcastInstance(config(settings(member)));
        Introduction.Introduced agrees = known -> known; // Until a certifier over it answers.
        started.getUserContext().put(Introduction.CONTEXT, agrees);
        members.add(started);
        return started;
    }

    WorkingSet over(HazelcastInstance instance, String suffix, WorkingSet.Way way) {
        WorkingSet store = new WorkingSet(
                settings(0),
                new WorkingSet.Surroundings(COMPLETIONS, () -> System.currentTimeMillis() + CLOCK_OFFSET_MS.get()),
                new WorkingSet.Parts(instance, suffix, way, false));
        certifiers.add(certified(store, instance));
        return store;
    }

    /** As a node without a disk would: nothing to wait for, nothing to put back. */
    static Certifier certified(WorkingSet store, HazelcastInstance instance) {
        Certifier certifier = new Certifier(store, instance, new NoSpools(), 100);
        Thread thread = new Thread(certifier, "test-certifier");
        thread.setDaemon(true);
        thread.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !store.readiness().refusal().isEmpty()
                        || store.readiness().gate().isEmpty());
        return certifier;
    }

    /** What follows {@code java} to run a class as the member of this number. */
    List<String> command(Class<?> main, int member) {
        List<String> command = new ArrayList<>(List.of(main.getName(), name, Integer.toString(member)));
        ports.forEach(port -> command.add(Integer.toString(port)));
        return command;
    }

    /** As the first member that was started sees it. */
    int size() {
        return members.get(0).getCluster().getMembers().size();
    }

    WorkingSet over(HazelcastInstance instance, String suffix) {
        return over(instance, suffix, WorkingSet.Way.DIRECT);
    }

    @Override
    public void close() {
        certifiers.forEach(Certifier::end);
        members.forEach(member -> member.getLifecycleService().terminate());
    }
}
