package io.everswitch.chaos.drill;

import io.everswitch.chaos.bench.Bench;
import io.everswitch.chaos.check.BankBooks;
import io.everswitch.chaos.check.Judge;
import io.everswitch.chaos.load.Journey;
import io.everswitch.chaos.load.LoadSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Banks that hang, repeat, forget, cut and babble; then they behave again. */
final class BanksMisbehaveDrill implements Drill {
    private static final int PAYMENTS = 2_000;
    private static final String MISBEHAVIOUR =
            "{\"hang_after_commit_rate\":0.05,\"hang_before_commit_rate\":0.05,\"duplicate_callback_rate\":0.05,"
                    + "\"lost_callback_rate\":0.05,\"reset_mid_frame_rate\":0.02,\"garbage_rate\":0.01}";

    @Override
    public String name() {
        return "banks-misbehave";
    }

    @Override
    public String purpose() {
        return PAYMENTS
                + " payments while every bank hangs, repeats, forgets, cuts and babbles: none charged twice; once banks"
                + " behave, every unknown outcome resolves and books agree to the cent (M2, M3, M5, M6)";
    }

    @Override
    public Report run(DrillField field, long seed, Consumer<String> say) throws IOException, InterruptedException {
        Instant since = Instant.now().minusMillis(1);
        BankControl banks = new BankControl(field.bankControl());
        banks.misbehave(MISBEHAVIOUR);
        List<Journey> journeys;
        Judge.Verdict during;
        try {
            LoadSettings settings =
                    new LoadSettings(100, 5_000, Duration.ofMinutes(5), PAYMENTS, 20, Duration.ofSeconds(60), seed);
            journeys = new BackgroundLoad(field.target(), settings).await();
            during = new Judge(field.evidence(), since).judge(Bench.promises(journeys), Duration.ZERO);
            say.accept(journeys.size() + " payments, " + during.open() + " with an open outcome, "
                    + during.findings().size() + " findings while banks misbehave");
        } finally {
            banks.behave();
        }
        Judge.Verdict after = new Judge(field.evidence(), since).judge(Bench.promises(journeys), Duration.ofMinutes(4));
        say.accept("banks behave: " + after.open() + " open after " + after.settledMs() + " ms");
        boolean doubled = during.findings().stream()
                .anyMatch(finding -> finding.invariant().equals("M2"));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("drill", name());
        figures.put("seed", seed);
        figures.put("payments", journeys.size());
        figures.put("statuses", statuses(journeys));
        figures.put(
                "clients_saw_no_final_status",
                journeys.stream().filter(each -> !each.isFinal()).count());
        figures.put("reversals_in_the_books", reversals(field, since));
        figures.put("open_while_banks_misbehaved", during.open());
        figures.put("money_findings_while_banks_misbehaved", doubled);
        figures.put("open_after", after.open());
        figures.put("settled_after_ms", after.settledMs());
        figures.put("findings", after.findings());
        return new Report(after.isClean() && !doubled, figures);
    }

    private static Map<String, Integer> statuses(List<Journey> journeys) {
        Map<String, Integer> statuses = new TreeMap<>();
        for (Journey journey : journeys) {
            String status = journey.status();
            statuses.merge(status == null ? "(none)" : status, 1, Integer::sum);
        }
        return statuses;
    }

    /** Shows that there was something to undo. */
    private static long reversals(DrillField field, Instant since) throws IOException, InterruptedException {
        return field.evidence().books().byPayment().entrySet().stream()
                .filter(entry -> !entry.getKey().createdAt().isBefore(since))
                .flatMap(entry -> entry.getValue().stream())
                .filter(booking -> booking.kind() == BankBooks.Kind.REVERSAL)
                .count();
    }
}
