package io.everswitch.chaos.bench;

import io.everswitch.chaos.check.EvidenceReader;
import io.everswitch.chaos.check.Judge;
import io.everswitch.chaos.check.Webhooks;
import io.everswitch.chaos.load.Journey;
import io.everswitch.domain.id.AttemptId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.WireReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a bench found: figures for people and as a map for JSON. */
final class BenchReport {
    private static final int ATTEMPTS_MAX = 15;

    private final Percentiles create = new Percentiles();
    private final Percentiles own = new Percentiles();
    private final Percentiles webhook = new Percentiles();
    private final Map<String, Integer> statuses = new TreeMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private final int payments;
    private final double seconds;
    private final double cpuSeconds;
    private final Judge.Verdict verdict;
    private int repeats;

    /** @param cpuSeconds of the switch's processes, from the begin of the load to the end of its last payment */
    BenchReport(List<Journey> journeys, double seconds, double cpuSeconds, Judge.Verdict verdict) {
        this.payments = journeys.size();
        this.seconds = seconds;
        this.cpuSeconds = cpuSeconds;
        this.verdict = verdict;
        for (Journey journey : journeys) {
            repeats += journey.repeats();
            if (journey.paymentId() != null) {
                create.add(journey.createMicros());
            }
            String error = journey.error();
            if (error != null) {
                errors.merge(error, 1, Integer::sum);
            }
            String status = journey.status();
            statuses.merge(status == null ? "(none)" : status, 1, Integer::sum);
        }
    }

    /** Adds what only the banks' and the shop's clocks can tell. */
    void addTimes(List<Journey> journeys, Map<String, EvidenceReader.Timing> timings, Webhooks webhooks) {
        for (Journey journey : journeys) {
            String id = journey.paymentId();
            if (id == null || !journey.isFinal()) {
                continue;
            }
            long bankMicros = 0;
            EvidenceReader.Timing last = null;
            for (int ordinal = 1; ordinal <= ATTEMPTS_MAX; ordinal++) {
                EvidenceReader.Timing timing = timings.get(reference(id, ordinal));
                if (timing == null || timing.answeredAtMicros() == 0) {
                    break;
                }
                bankMicros += timing.answeredAtMicros() - timing.receivedAtMicros();
                last = timing;
            }
            if (last != null) {
                own.add(journey.confirmToFinalMicros() - bankMicros);
                addWebhook(webhooks.of(id), last);
            }
        }
    }

    private void addWebhook(List<Webhooks.Webhook> hooks, EvidenceReader.Timing last) {
        hooks.stream()
                .filter(hook -> hook.type().startsWith("payment."))
                .mapToLong(Webhooks.Webhook::receivedAtMicros)
                .min()
                .ifPresent(first -> webhook.add(first - last.answeredAtMicros()));
    }

    private static @Nullable String reference(String paymentId, int ordinal) {
        return WireReference.of(new AttemptId(new PaymentId(paymentId), ordinal))
                .value();
    }

    boolean isClean() {
        return verdict.isClean();
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("payments", payments);
        map.put("seconds", seconds);
        map.put("payments_per_second", payments / seconds);
        map.put("cpu_ms_per_payment", cpuMsPerPayment());
        map.put("create", create.asMap());
        map.put("confirm_to_final_minus_bank", own.asMap());
        map.put("bank_answer_to_webhook", webhook.asMap());
        map.put("statuses", statuses);
        map.put("errors", errors);
        map.put("client_repeats", repeats);
        map.put("judged_payments", verdict.payments());
        map.put("open_payments", verdict.open());
        map.put("settled_after_ms", verdict.settledMs());
        map.put("differences", verdict.findings());
        return map;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "payments",
                "%d in %.1f s = %.0f/s, statuses %s".formatted(payments, seconds, payments / seconds, statuses));
        line(text, "errors", (errors.isEmpty() ? "none" : errors.toString()) + ", repeats by clients " + repeats);
        line(text, "CPU of the switch", "%.3f ms per payment".formatted(cpuMsPerPayment()));
        line(text, "create", create.toString());
        line(text, "confirm to final, less the bank's own time", own.toString());
        line(text, "bank's answer to webhook", webhook.toString());
        line(
                text,
                "books, payments and webhooks compared",
                "%d payments, %d differences, %d open"
                        .formatted(verdict.payments(), verdict.findings().size(), verdict.open()));
        verdict.findings().stream()
                .limit(20)
                .forEach(finding -> line(text, "  " + finding.invariant(), finding.payment() + ' ' + finding.what()));
        return text.toString();
    }

    private double cpuMsPerPayment() {
        return payments == 0 ? 0 : cpuSeconds * 1000 / payments;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-44s ".formatted(name)).append(value).append('\n');
    }
}
