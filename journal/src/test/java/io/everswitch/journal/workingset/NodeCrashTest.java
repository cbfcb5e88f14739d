package io.everswitch.journal.workingset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Three processes with a spool and a member each: one, two or all of them are killed, or one is not heard for a while. */
final class NodeCrashTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NODES = 3;
    private static final int RATE = 100;
    private static final int STALL_RATE = 200;
    /** Longer than the heartbeat time-out that is set here. */
    private static final int PAUSED_S = 10;

    @TempDir
    Path dir;

    private final String cluster = "crash-" + Long.toHexString(System.nanoTime());
    private final List<Integer> ports = TestMembers.freePorts(NODES);
    private final NodeProcess[] nodes = new NodeProcess[NODES];
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    private int lives;
    private String usual = "heartbeat-timeout-s = 5, backup-timeout-ms = 500, look-ms = 100,";
    private List<String> flags = List.of("-Dhazelcast.partition.count=31");

    private NodeProcess start(int number) {
        String members = String.join(
                ", ", ports.stream().map(port -> "\"127.0.0.1:" + port + "\"").toList());
        String settings = "everswitch.journal { dir = \"" + dir.resolve("n" + number) + "\", free-bytes-min = 1 MiB,"
                + " memtable-bytes = 4 MiB, node-name = n" + number + ", working-set { cluster-name = " + cluster
                + ", port = " + ports.get(number) + ", members = [" + members + "], " + usual
                + " sick-at-least-ms = 100, probe-ms = 100 } }";
        NodeProcess started = new NodeProcess("p" + lives++, settings, flags, acknowledged);
        nodes[number] = started;
        return started;
    }

    @AfterEach
    void end() {
        Arrays.stream(nodes).filter(Objects::nonNull).forEach(NodeProcess::close);
    }

    private void startAll() {
        for (int i = 0; i < NODES; i++) {
            start(i);
        }
        awaitReady();
    }

    private void awaitReady() {
        for (NodeProcess node : nodes) {
            Awaitility.await().atMost(PATIENCE).until(node::ready);
        }
    }

    private static void awaitStatus(NodeProcess node, String part) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            String status = node.status();
            assertTrue(status.contains(part), status);
        });
    }

    private static void awaitMore(NodeProcess node, long more) {
        long wanted = node.count.get() + more;
        Awaitility.await().atMost(PATIENCE).until(() -> node.count.get() >= wanted);
    }

    private void writeEverywhere() {
        for (NodeProcess node : nodes) {
            node.tell("WRITE " + RATE);
        }
        for (NodeProcess node : nodes) {
            awaitMore(node, RATE);
        }
    }

    /** Until every spool is back nothing is told and nothing taken. */
    private static void awaitDoubt(NodeProcess node, String missing) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            String status = node.status();
            assertTrue(!status.equals("|"), "it serves what may be older than what was acknowledged");
            return status.contains("everything in doubt, awaited: " + missing + "#") && !status.contains(", n");
        });
        long before = node.count.get();
        node.tell("WRITE " + RATE);
        Awaitility.await().atMost(PATIENCE).until(() -> node.failed.getOrDefault("JournalUnavailable", 0) > RATE / 4);
        node.tell("STOP");
        assertEquals(before, node.count.get(), "acknowledged while everything is in doubt");
    }

    /** Every acknowledged fact is read back, on this node. */
    private void assertNothingLost(NodeProcess node, String after) {
        Map<String, Integer> told = Map.copyOf(acknowledged);
        node.forget();
        told.keySet().forEach(id -> node.tell("READ " + id));
        Awaitility.await().atMost(PATIENCE).until(() -> told.keySet().stream().allMatch(id -> node.has(id) != null));
        List<String> lost = new ArrayList<>();
        told.forEach((id, highest) -> {
            String has = String.valueOf(node.has(id));
            if (has.startsWith("-") || Integer.parseInt(has) < highest) {
                lost.add(id + " " + highest + ", has " + has);
            }
        });
        assertEquals(List.of(), lost, "LOST after " + after);
        System.out.println("CRASH " + after + ": " + told.size() + " acknowledged histories, lost 0");
    }

    @Test
    void kill9_oneThenTwoThenAll_losesNothingAndDoubtsOnlyWhatMayBeLost() {
        startAll();
        writeEverywhere();
        nodes[2].close();
        for (int i = 0; i < 20; i++) {
            for (NodeProcess node : List.of(nodes[0], nodes[1])) {
                String status = node.status();
                assertTrue(status.endsWith("|"), "one death puts nothing in doubt: " + status);
            }
        }
        awaitMore(nodes[0], RATE);
        awaitMore(nodes[1], RATE);
        start(2);
        awaitReady();
        assertNothingLost(nodes[2], "one death");

        nodes[2].tell("WRITE " + RATE);
        awaitMore(nodes[2], RATE);
        nodes[1].kill();
        nodes[2].kill();
        nodes[1].close();
        nodes[2].close();
        awaitStatus(nodes[0], "1 members");
        nodes[0].tell("STOP");
        start(1);
        awaitDoubt(nodes[0], "n2");
        awaitDoubt(nodes[1], "n2");
        start(2);
        awaitReady();
        assertNothingLost(nodes[1], "two deaths");

        writeEverywhere();
        Arrays.stream(nodes).forEach(NodeProcess::kill);
        Arrays.stream(nodes).forEach(NodeProcess::close);
        start(0);
        start(1);
        awaitDoubt(nodes[0], "n2");
        start(2);
        awaitReady();
        assertNothingLost(nodes[0], "the death of all");
    }

    /**
     * The others go on without it, though it is the oldest, which leads the others, and though the kernel still accepts
     * connections for it. Then they die: what it has in memory is older than what was acknowledged.
     */
    @Test
    void oldestNotHeardForAWhile_thenTheOthersDie_itsMemoryIsVoid() {
        start(0);
        awaitStatus(nodes[0], "1 members");
        start(1);
        start(2);
        awaitReady();
        writeEverywhere();
        nodes[0].tell("STOP");
        nodes[0].signal("-STOP");
        // Before it is taken out two of three ids wait for it; afterwards none does.
        awaitMore(nodes[1], PAUSED_S * (long) RATE);
        awaitMore(nodes[2], RATE);
        assertEquals("|", nodes[1].status());
        assertEquals("|", nodes[2].status());
        nodes[1].kill();
        nodes[2].kill();
        nodes[1].close();
        nodes[2].close();
        nodes[0].signal("-CONT");
        awaitStatus(nodes[0], "1 members");
        start(1);
        awaitDoubt(nodes[0], "n2");
        start(2);
        awaitReady();
        assertNothingLost(nodes[0], "a pause and two deaths");
    }

    /** As it is set by default, with all partitions. */
    @Test
    @EnabledIfSystemProperty(named = "everswitch.stall.kills", matches = "[0-9]+")
    void kill9_oneOfThreeAgainAndAgain_stallIsMeasured() {
        usual = "";
        flags = List.of();
        startAll();
        List<Long> stalls = new ArrayList<>();
        nodes[0].tell("WRITE " + STALL_RATE);
        awaitMore(nodes[0], STALL_RATE * 10L);
        for (int kill = 0; kill < Integer.getInteger("everswitch.stall.kills"); kill++) {
            int victim = 1 + kill % 2;
            nodes[0].latencies.clear();
            nodes[victim].close();
            awaitMore(nodes[0], STALL_RATE * 8L);
            stalls.add(Collections.max(nodes[0].latencies));
            start(victim);
            awaitReady();
            awaitMore(nodes[0], STALL_RATE * 2L);
        }
        nodes[0].tell("STOP");
        List<Long> sorted = stalls.stream().sorted().toList();
        System.out.println("STALL ms " + stalls + " p50 " + sorted.get(sorted.size() / 2) + " max "
                + sorted.get(sorted.size() - 1) + " failed " + nodes[0].failed);
        assertNothingLost(nodes[0], stalls.size() + " deaths");
    }
}
