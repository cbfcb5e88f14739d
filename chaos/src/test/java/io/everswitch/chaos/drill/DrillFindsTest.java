package io.everswitch.chaos.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.chaos.report.DrillReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole engine against a switch of ours in this process: right, it holds; wrong in any one way, it is found. A run mostly
 * waits, so several go on at once.
 */
@Timeout(120)
class DrillFindsTest {
    private static final int RATE = 150;

    /** The fake's webhooks are never late: one look says everything. */
    private static final int SETTLE_S = 0;

    private static final Shape SHAPE = new Shape(2, Shape.Archive.NONE, false, 0);

    @TempDir
    Path folder;

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(Bug.class)
    void run_switchWithOneBug_isBrokenByItsInvariant(Bug bug) throws IOException, InterruptedException {
        try (FakeSwitch fake = new FakeSwitch(bug, folder)) {
            DrillReport report = run(fake);
            if (bug == Bug.NONE) {
                assertEquals(List.of(), report.findings());
                assertTrue(report.held(), report.promises().toString());
            } else {
                assertFalse(report.held());
                assertTrue(report.found().containsKey(bug.invariant), () -> bug + " was found as " + report.found());
                assertEquals(
                        bug.invariant,
                        report.findings().get(0).invariant(),
                        () -> bug + " was found as " + report.found() + ", first as "
                                + report.findings().get(0));
            }
        }
    }

    private DrillReport run(FakeSwitch fake) throws IOException, InterruptedException {
        DrillPlan plan = new DrillPlan(
                "test", "a test", SHAPE, RATE, 1, 0, SETTLE_S, (s, seed) -> List.of(), Promises.NONE.failed(0));
        return new DrillRun(plan, fake, DrillOptions.of(1, folder), text -> {})
                .run()
                .report();
    }
}
