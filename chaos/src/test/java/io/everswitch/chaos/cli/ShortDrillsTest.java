package io.everswitch.chaos.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.everswitch.chaos.drill.Action;
import io.everswitch.chaos.drill.DrillOptions;
import io.everswitch.chaos.drill.DrillPlan;
import io.everswitch.chaos.drill.DrillRun;
import io.everswitch.chaos.drill.Fault;
import io.everswitch.chaos.drill.Promises;
import io.everswitch.chaos.drill.Shape;
import io.everswitch.chaos.report.DrillReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two drills that tell most, short, against real processes. Invariants are judged as in the long ones; waits and ratios have
 * room for a machine that does other things too, and are measured by the long ones.
 */
@Timeout(300)
class ShortDrillsTest {
    private static final long SEED = 1;
    private static final int RATE = 15;
    private static final int SETTLE_S = 90;

    /** A client that is still served, on a machine on which a JVM's start takes all there is. */
    private static final double WAIT_MAX_MS = 20_000;

    /** With a scheduler that is late by itself, a bank reads late what was sent in time. */
    private static final Duration SEND_BY = Duration.ofSeconds(8);

    @TempDir
    Path root;

    @Test
    void nodeKill_twoOfThreeNodesOneAfterTheOther_nothingIsLostAndAllGoesOn() throws IOException, InterruptedException {
        Promises promises = new Promises(0, -1, -1, -1, WAIT_MAX_MS, WAIT_MAX_MS, false, false, -1);
        DrillReport report = run(
                shape(3, DemoShape.Archive.NONE),
                plan(Shape.THREE_NODES, 34, promises, List.of(kill(8, 4, "node-2"), kill(21, 4, "node-1"))));
        assertEquals(2, report.figures().get("kills"));
        assertTrue(
                report.seconds().stream().anyMatch(second -> !second.errors().isEmpty()),
                "clients had to go to another node: " + report.figures());
    }

    @Test
    void dbDies_whilePaymentsAreMade_nobodyNoticesAndTheArchiveBecomesComplete()
            throws IOException, InterruptedException {
        assumeTrue(
                Runtime.version().feature() == 17 || Runtime.version().feature() == 21,
                "Cassandra needs Java 17 or 21");
        Promises promises = new Promises(0, 0.6, -1, -1, -1, -1, false, true, -1);
        Shape shape = new Shape(1, Shape.Archive.RUNNING, false, 0);
        run(shape(1, DemoShape.Archive.CASSANDRA), plan(shape, 28, promises, List.of(kill(10, 8, CassandraPlan.NAME))));
    }

    private static DemoShape shape(int nodes, DemoShape.Archive archive) {
        return new DemoShape(nodes, archive, false, SEED, DemoShape.NodeSettings.DRILL);
    }

    private static Fault kill(double at, double lasts, String process) {
        return new Fault(at, lasts, Action.KILL, process, "");
    }

    private static DrillPlan plan(Shape shape, int seconds, Promises promises, List<Fault> faults) {
        return new DrillPlan("short", "a short form", shape, RATE, seconds, 0, SETTLE_S, (s, seed) -> faults, promises);
    }

    private DrillReport run(DemoShape shape, DrillPlan plan) throws IOException, InterruptedException {
        try (TestDemo demo = TestDemo.start(root, shape)) {
            DrillOptions options = new DrillOptions(SEED, root.resolve("drills"), SEND_BY, Duration.ofSeconds(5));
            DrillReport report =
                    new DrillRun(plan, demo.demo(), options, text -> {}).run().report();
            assertEquals(List.of(), report.findings());
            assertTrue(report.held(), () -> report.promises() + " " + report.figures());
            return report;
        }
    }
}
