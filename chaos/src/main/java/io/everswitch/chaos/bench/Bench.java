package io.everswitch.chaos.bench;

import io.everswitch.chaos.check.EvidenceReader;
import io.everswitch.chaos.check.Judge;
import io.everswitch.chaos.check.Reconciliation;
import io.everswitch.chaos.check.Webhooks;
import io.everswitch.chaos.load.Journey;
import io.everswitch.chaos.load.LoadRunner;
import io.everswitch.chaos.load.LoadSettings;
import io.everswitch.chaos.load.LoadTarget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Load against a running switch, measured and then compared with the banks' books and the merchant's webhooks. */
public final class Bench {
    private final LoadTarget target;
    private final EvidenceReader evidence;
    private final List<ProcessHandle> switchProcesses;

    public Bench(LoadTarget target, EvidenceReader evidence, List<ProcessHandle> switchProcesses) {
        this.target = target;
        this.evidence = evidence;
        this.switchProcesses = List.copyOf(switchProcesses);
    }

    /**
     * What a bench came to.
     *
     * @param clean whether books, payments and webhooks agree and nothing is open
     * @param figures for JSON
     * @param text for people
     */
    public record Result(boolean clean, Map<String, Object> figures, String text) {}

    /** @param settleWithin how long open outcomes and late webhooks may take after the load has ended */
    public Result run(LoadSettings settings, Duration settleWithin) throws IOException, InterruptedException {
        Instant since = Instant.now().minusMillis(1);
        SwitchCpu cpu = new SwitchCpu(switchProcesses);
        double cpuBefore = cpu.seconds();
        long begin = System.nanoTime();
        List<Journey> journeys = new LoadRunner(target, settings, LoadRunner.ordinaryAmounts()).run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuSeconds = cpu.seconds() - cpuBefore;
        Judge.Verdict verdict = new Judge(evidence, since).judge(promises(journeys), settleWithin);
        BenchReport report = new BenchReport(journeys, seconds, cpuSeconds, verdict);
        Webhooks webhooks = evidence.webhooks();
        report.addTimes(journeys, evidence.timings(), webhooks);
        return new Result(report.isClean(), report.asMap(), report.text());
    }

    /** What the clients of a load were told. */
    public static List<Reconciliation.Promise> promises(List<Journey> journeys) {
        List<Reconciliation.Promise> promises = new ArrayList<>(journeys.size());
        for (Journey journey : journeys) {
            String id = journey.paymentId();
            if (id != null) {
                String status = journey.status();
                promises.add(new Reconciliation.Promise(
                        id, journey.orderId(), journey.amount(), status == null ? "" : status));
            }
        }
        return promises;
    }
}
