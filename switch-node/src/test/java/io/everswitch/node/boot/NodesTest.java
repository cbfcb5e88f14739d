package io.everswitch.node.boot;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes as processes: killed, stopped, asked at the wrong one. */
class NodesTest {
    private static final int KILLS = Integer.getInteger("everswitch.test.kills", 3);
    private static final int PER_SECOND = 20;
    private static final Duration QUICK = Duration.ofSeconds(8);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path dir;

    private ApprovingBank bank;
    private NodeProcesses nodes;

    @BeforeEach
    void start() throws IOException {
        bank = new ApprovingBank();
        nodes = new NodeProcesses(dir, bank.port());
        for (int node = 0; node < NodeProcesses.NODES; node++) {
            nodes.start(node);
        }
        for (int node = 0; node < NodeProcesses.NODES; node++) {
            nodes.awaitReady(node);
        }
    }

    @AfterEach
    void stop() throws Exception {
        nodes.close();
        bank.close();
    }

    /** One kill is in the short drills of the chaos module, with all its checkers; here many, without an archive. */
    @Test
    @EnabledIfSystemProperty(
            named = "everswitch.test.long",
            matches = "true",
            disabledReason = "minutes; ./mvnw -pl switch-node -am -Deverswitch.test.long=true -Dtest=NodesTest test")
    void kill_ofAnOwnerUnderLoad_nothingLostAndSoonGoesOn() throws Exception {
        Traffic traffic = new Traffic(nodes, PER_SECOND);
        List<String> figures = new ArrayList<>();
        try (traffic) {
            TimeUnit.SECONDS.sleep(8);
            for (int kill = 0; kill < KILLS; kill++) {
                int victim = kill % NodeProcesses.NODES;
                long fault = System.nanoTime();
                nodes.kill(victim);
                TimeUnit.SECONDS.sleep(10);
                List<Long> late = traffic.lateMs(fault, Duration.ofSeconds(4));
                figures.add("kill " + kill + " of node " + victim + ": " + late.size() + " payments, p50 "
                        + late.get(late.size() / 2) + " ms, p90 " + late.get(late.size() * 9 / 10) + " ms, latest "
                        + late.get(late.size() - 1) + " ms");
                nodes.start(victim);
                nodes.awaitReady(victim);
                TimeUnit.SECONDS.sleep(3);
            }
        }
        figures.forEach(System.out::println);
        judge(traffic);
    }

    @Test
    void terminate_ofEachNodeInTurn_noErrorForClientsThatRepeat() throws Exception {
        Traffic traffic = new Traffic(nodes, PER_SECOND);
        List<String> figures = new ArrayList<>();
        try (traffic) {
            TimeUnit.SECONDS.sleep(6);
            for (int node = 0; node < NodeProcesses.NODES; node++) {
                long fault = System.nanoTime();
                Process stopping = nodes.terminate(node);
                int stopped = node;
                await("not ready at once").atMost(Duration.ofSeconds(2)).until(() -> !nodes.isReady(stopped));
                assertTrue(stopping.waitFor(40, TimeUnit.SECONDS));
                assertEquals(143, stopping.exitValue(), "an orderly end by a signal");
                List<Long> late = traffic.lateMs(fault, Duration.ofSeconds(4));
                figures.add("stop of node " + node + ": ended after "
                        + (System.nanoTime() - fault) / 1_000_000 + " ms; " + late.size() + " payments, p50 "
                        + late.get(late.size() / 2) + " ms, latest " + late.get(late.size() - 1) + " ms");
                nodes.start(node);
                nodes.awaitReady(node);
            }
        }
        figures.forEach(System.out::println);
        judge(traffic);
    }

    /** The disk under the spool takes no byte more: as a full one, or one that fails. */
    @Test
    @EnabledIfSystemProperty(
            named = "everswitch.test.long",
            matches = "true",
            disabledReason = "minutes; ./mvnw -pl switch-node -am -Deverswitch.test.long=true -Dtest=NodesTest test")
    void spoolSick_ofANodeUnderLoad_leavesAndTheOthersGoOn() throws Exception {
        Traffic traffic = new Traffic(nodes, PER_SECOND);
        String figures;
        try (traffic) {
            TimeUnit.SECONDS.sleep(8);
            long fault = System.nanoTime();
            Process sick = nodes.limitFileSize(1, 256 << 10);
            await("not ready").atMost(Duration.ofSeconds(5)).until(() -> !nodes.isReady(1));
            assertTrue(sick.waitFor(40, TimeUnit.SECONDS), "it ends by itself");
            // Not its log: the limit holds for that file, too.
            assertEquals(5, sick.exitValue(), "it left because its journal is sick");
            figures = "sick node ended after " + (System.nanoTime() - fault) / 1_000_000 + " ms";
            TimeUnit.SECONDS.sleep(5);
            List<Long> late = traffic.lateMs(fault, Duration.ofSeconds(10));
            figures += "; " + late.size() + " payments, p50 " + late.get(late.size() / 2) + " ms, latest "
                    + late.get(late.size() - 1) + " ms";
        }
        System.out.println(figures);
        nodes.start(1);
        nodes.awaitReady(1);
        judge(traffic);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "everswitch.test.long",
            matches = "true",
            disabledReason = "minutes; ./mvnw -pl switch-node -am -Deverswitch.test.long=true -Dtest=NodesTest test")
    void twoKills_withinASecond_survivorRefusesUntilBothAreBack() throws Exception {
        nodes.kill(0);
        nodes.kill(1);
        await("the survivor says that it is not ready")
                .atMost(Duration.ofSeconds(15))
                .until(() -> !nodes.isReady(2));
        TimeUnit.SECONDS.sleep(8);
        assertTrue(nodes.isRunning(2), "the survivor waits for the others");
        String body = "{\"merchant_order_id\":\"alone\",\"amount\":1000,\"currency\":\"CNY\"}";
        HttpResponse<String> refused = nodes.ask(2, "POST", "/v1/payments", body, "alone", QUICK);
        assertEquals(503, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("\"retryable\":true"), refused.body());
        assertTrue(refused.body().contains("\"charge_state\":\"none\""), refused.body());
        // One is not enough: what the other's spool holds may be longer than all that is here.
        nodes.start(0);
        nodes.start(1);
        nodes.awaitReady(0);
        nodes.awaitReady(1);
        await("and goes on").atMost(Duration.ofSeconds(20)).until(() -> nodes.isReady(2));
        HttpResponse<String> created = nodes.ask(2, "POST", "/v1/payments", body, "alone", QUICK);
        assertTrue(created.statusCode() < 300, created.body());
    }

    /** What every client was told holds at every node and at the bank. */
    private void judge(Traffic traffic) throws IOException, InterruptedException {
        assertEquals(List.of(), List.copyOf(traffic.wrong));
        System.out.println(traffic.done.size() + " payments, "
                + traffic.done.stream().filter(each -> each.repeats() > 0).count()
                + " of them with a repeated request, "
                + bank.charges.size() + " charges");
        assertEquals(traffic.begun.get(), traffic.done.size());
        int node = 0;
        for (Traffic.Done each : traffic.done) {
            String path = "/v1/payments/" + each.id();
            HttpResponse<String> read = nodes.ask(node++ % NodeProcesses.NODES, "GET", path, "", "", QUICK);
            assertEquals(200, read.statusCode(), read.body());
            if (each.status().equals("succeeded")) {
                assertTrue(read.body().contains("\"status\":\"succeeded\""), read.body());
            }
        }
        assertEquals(0, bank.repeated.get(), "no attempt is sent twice");
        long perPayment = bank.charges.keySet().stream()
                .map(reference -> reference.substring(1, 27))
                .distinct()
                .count();
        assertEquals(bank.charges.size(), perPayment, "no payment is charged twice");
    }
}
