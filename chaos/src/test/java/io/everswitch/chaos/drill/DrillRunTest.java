package io.everswitch.chaos.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.chaos.report.DrillReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole engine against a switch of ours in this process: faults, promises, and what a run leaves behind. */
@Timeout(120)
class DrillRunTest {
    private static final int RATE = 150;

    /** What the fake, its clients and their compiler carry in one cold process on a busy machine without being late. */
    private static final int KILL_RATE = 60;

    /** The fake's webhooks are never late: one look says everything. */
    private static final int SETTLE_S = 0;

    @TempDir
    Path folder;

    @Test
    void run_nodeKilled_isHeldAndTellsHowSlotsWentOn() throws IOException, InterruptedException {
        try (FakeSwitch fake = new FakeSwitch(Bug.NONE, folder)) {
            DrillReport report = run(fake, kill(Promises.NONE.failed(0).goesOnWithin(3_000)));
            assertTrue(report.held(), report.promises() + " " + report.findings());
            assertEquals(1, report.figures().get("kills"));
            assertTrue(report.figures().containsKey("slot_gap_ms"));
            assertTrue(report.figures().containsKey("longest_silence_ms"));
            assertEquals(List.of("kill node-1", "start node-1"), fake.log);
            assertTrue(
                    report.seconds().stream()
                            .anyMatch(second -> !second.errors().isEmpty()),
                    "errors are shown");
        }
    }

    @Test
    void run_switchStandsStillAfterAKill_breaksThePromise() throws IOException, InterruptedException {
        try (FakeSwitch fake = new FakeSwitch(Bug.NONE, folder)) {
            fake.stallMs = 1_500;
            DrillReport report = run(fake, kill(Promises.NONE.failed(0).goesOnWithin(1_000)));
            assertFalse(report.held());
            List<String> broken = report.promises().stream()
                    .filter(each -> !each.kept())
                    .map(DrillReport.Kept::promise)
                    .toList();
            assertEquals(2, broken.size(), report.promises().toString());
        }
    }

    @Test
    void run_throughputFallsWhileDisturbed_breaksThePromise() throws IOException, InterruptedException {
        try (FakeSwitch fake = new FakeSwitch(Bug.NONE, folder)) {
            fake.stallMs = 2_000;
            DrillReport report = run(fake, kill(new Promises(-1, 0.95, 1.5, 50, -1, -1, false, false, -1)));
            assertFalse(report.held());
        }
    }

    @Test
    void run_frontDoorClients_seeWhatRetryingClientsHide() throws IOException, InterruptedException {
        try (FakeSwitch fake = new FakeSwitch(Bug.NONE, folder)) {
            fake.stallMs = 300;
            DrillReport report = run(fake, kill(Promises.NONE.failed(0).behindFrontDoor()));
            assertFalse(report.held());
            assertEquals(
                    List.of("clients behind the front door, which never repeat, see no error"),
                    report.promises().stream()
                            .filter(each -> !each.kept())
                            .map(DrillReport.Kept::promise)
                            .toList());
        }
    }

    @Test
    void run_faultThatCannotBeMade_isNotHeld() throws IOException, InterruptedException {
        try (FakeSwitch fake = new FakeSwitch(Bug.NONE, folder)) {
            DrillReport report =
                    run(fake, plan(2, Promises.NONE, List.of(Fault.of(0.5, 0.5, Action.LINK_DOWN, "cassandra-1"))));
            assertFalse(report.held());
            assertTrue(report.promises().toString().contains("no links here"));
        }
    }

    @Test
    void run_fewerNodesThanWanted_isRefused() throws IOException {
        try (FakeSwitch fake = new FakeSwitch(Bug.NONE, folder)) {
            DrillPlan plan = plan(2, Promises.NONE, List.of());
            DrillPlan three = new DrillPlan("x", "x", Shape.THREE_NODES, RATE, 2, 0, 1, plan.faults(), Promises.NONE);
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> run(fake, three));
            assertTrue(String.valueOf(refused.getMessage()).contains("--nodes 3"));
        }
    }

    @Test
    void run_anyEnd_leavesNoFaultBehind() throws IOException, InterruptedException {
        try (FakeSwitch fake = new FakeSwitch(Bug.NONE, folder)) {
            run(
                    fake,
                    plan(
                            2,
                            Promises.NONE,
                            List.of(
                                    Fault.of(0.5, 100, Action.CUT_OFF, "node-1"),
                                    Fault.of(0.6, 100, Action.PAUSE, "node-2"),
                                    Fault.of(0.7, 0, Action.KILL, "node-1"))));
            assertTrue(fake.log.containsAll(List.of("heal node-1", "resume node-2", "start node-1")), "" + fake.log);
        }
    }

    @Test
    void run_anyEnd_writesReportAndHistory() throws IOException, InterruptedException {
        try (FakeSwitch fake = new FakeSwitch(Bug.CHARGES_TWICE, folder)) {
            DrillRun.Result result =
                    new DrillRun(kill(Promises.NONE), fake, DrillOptions.of(1, folder), text -> {}).run();
            JsonNode json = new ObjectMapper()
                    .readTree(result.folder().resolve("report.json").toFile());
            assertFalse(json.path("held").asBoolean());
            assertTrue(json.path("seconds").size() >= 3);
            assertEquals("M2", json.path("findings").path(0).path("invariant").asText());
            String page = Files.readString(result.folder().resolve("report.html"));
            assertTrue(page.contains("<svg") && page.contains("BROKEN") && !page.contains("<script"));
            String history = Files.readString(result.folder().resolve("history.jsonl"));
            assertTrue(history.startsWith("{\"t_ns\":"));
            assertFalse(history.contains("\"number\"") || history.contains("cvc"), "no card in a history");
        }
    }

    @Test
    void schedules_sameSeed_areTheSameAndEndInTime() {
        for (DrillPlan plan : Drills.all()) {
            for (int seconds : new int[] {60, plan.seconds()}) {
                List<Fault> first = plan.faults().schedule(seconds, 42);
                assertEquals(first, plan.faults().schedule(seconds, 42), plan.name());
                assertFalse(first.isEmpty(), plan.name());
                AtomicInteger late = new AtomicInteger();
                first.forEach(fault -> late.addAndGet(fault.at() < seconds ? 0 : 1));
                assertEquals(0, late.get(), plan.name());
            }
        }
        assertFalse(RandomFaults.schedule(600, 1).equals(RandomFaults.schedule(600, 2)));
    }

    private DrillPlan kill(Promises promises) {
        return plan(5, promises, List.of(Fault.of(2.5, 1, Action.KILL, "node-1")))
                .with(KILL_RATE, 0);
    }

    private static DrillPlan plan(int seconds, Promises promises, List<Fault> faults) {
        Shape shape = new Shape(2, Shape.Archive.NONE, false, 0);
        return new DrillPlan("test", "a test", shape, RATE, seconds, 0, SETTLE_S, (s, seed) -> faults, promises);
    }

    private DrillReport run(FakeSwitch fake, DrillPlan plan) throws IOException, InterruptedException {
        return new DrillRun(plan, fake, DrillOptions.of(1, folder), text -> {})
                .run()
                .report();
    }
}
