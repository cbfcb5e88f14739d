package io.everswitch.chaos.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.chaos.report.DrillReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Money is judged once more before banks behave again: what is put right later was wrong meanwhile. */
@Timeout(120)
class BanksMisbehaveTest {
    private static final String MONEY = "no money is wrong while banks still misbehave (M2)";

    @TempDir
    Path folder;

    @Test
    void run_banksMisbehaveToTheEnd_moneyIsJudgedMeanwhile() throws IOException, InterruptedException {
        DrillReport report = run(Bug.NONE, 100);
        assertEquals(List.of(true), money(report));
        assertTrue(report.held(), report.promises() + " " + report.findings());
        assertTrue(report.figures().containsKey("open_while_banks_misbehaved"));
    }

    @Test
    void run_chargedTwiceWhileBanksMisbehave_breaksThePromise() throws IOException, InterruptedException {
        DrillReport report = run(Bug.CHARGES_TWICE, 100);
        assertEquals(List.of(false), money(report));
        assertFalse(report.held());
    }

    @Test
    void run_banksBehaveBeforeTheEnd_nothingIsJudgedMeanwhile() throws IOException, InterruptedException {
        assertEquals(List.of(), money(run(Bug.NONE, 0.5)));
    }

    private static List<Boolean> money(DrillReport report) {
        return report.promises().stream()
                .filter(kept -> kept.promise().equals(MONEY))
                .map(DrillReport.Kept::kept)
                .toList();
    }

    private DrillReport run(Bug bug, double lasts) throws IOException, InterruptedException {
        try (FakeSwitch fake = new FakeSwitch(bug, folder)) {
            DrillPlan plan = new DrillPlan(
                    "test",
                    "a test",
                    Shape.ONE_NODE,
                    50,
                    2,
                    0,
                    2,
                    (s, seed) -> List.of(new Fault(0.2, lasts, Action.BANKS, "all", "{}")),
                    Promises.NONE.failed(0));
            return new DrillRun(plan, fake, DrillOptions.of(1, folder), text -> {})
                    .run()
                    .report();
        }
    }
}
