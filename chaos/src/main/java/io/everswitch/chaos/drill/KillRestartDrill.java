package io.everswitch.chaos.drill;

import io.everswitch.chaos.bench.Bench;
import io.everswitch.chaos.check.Judge;
import io.everswitch.chaos.load.Journey;
import io.everswitch.chaos.load.LoadSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** kill −9 of the only node ten times under load, started again each time. */
final class KillRestartDrill implements Drill {
    private static final int KILLS = 10;
    /** What a node that has just started carries on two cores beside banks, shop and load; a JVM is slow at first. */
    private static final int RATE = 100;

    @Override
    public String name() {
        return "kill-restart";
    }

    @Override
    public String purpose() {
        return "kill -9 the switch " + KILLS + " times at " + RATE
                + " payments/s and start it again: nothing lost, doubled or unnotified (M1, M2, M6)";
    }

    @Override
    public Report run(DrillField field, long seed, Consumer<String> say) throws IOException, InterruptedException {
        Instant since = Instant.now().minusMillis(1);
        SplittableRandom random = new SplittableRandom(seed);
        LoadSettings settings =
                new LoadSettings(RATE, 20_000, Duration.ofMinutes(20), 0, 20, Duration.ofMinutes(2), seed);
        BackgroundLoad load = new BackgroundLoad(field.target(), settings);
        List<Long> outagesMs = new ArrayList<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            // A pause of the drill, not a wait for a state: kills must hit payments at any age.
            Thread.sleep(5_000 + random.nextInt(5_000));
            long at = System.nanoTime();
            field.killNode();
            field.startNode();
            outagesMs.add((System.nanoTime() - at) / 1_000_000);
            say.accept("kill " + kill + " of " + KILLS + ": " + load.begun() + " payments begun, ready again after "
                    + outagesMs.get(outagesMs.size() - 1) + " ms");
        }
        Thread.sleep(3_000);
        List<Journey> journeys = load.finish();
        long unfinished =
                journeys.stream().filter(journey -> !journey.isFinal()).count();
        Map<String, Integer> errors = new TreeMap<>();
        for (Journey journey : journeys) {
            String error = journey.error();
            if (error != null) {
                errors.merge(error, 1, Integer::sum);
            }
        }
        Judge.Verdict verdict =
                new Judge(field.evidence(), since).judge(Bench.promises(journeys), Duration.ofMinutes(3));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("drill", name());
        figures.put("seed", seed);
        figures.put("payments", journeys.size());
        figures.put("judged", verdict.payments());
        figures.put("outages_ms", outagesMs);
        figures.put("clients_that_saw_no_final_status", unfinished);
        figures.put("clients_that_gave_up", errors);
        figures.put("open", verdict.open());
        figures.put("settled_after_ms", verdict.settledMs());
        figures.put("findings", verdict.findings());
        return new Report(verdict.isClean(), figures);
    }
}
