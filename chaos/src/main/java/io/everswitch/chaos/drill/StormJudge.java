package io.everswitch.chaos.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.everswitch.chaos.check.SwitchView;
import io.everswitch.chaos.history.OpKind;
import io.everswitch.chaos.history.Step;
import io.everswitch.chaos.history.StepType;
import io.everswitch.chaos.report.DrillReport;
import io.everswitch.chaos.report.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges a storm: payments through healthy banks do not feel it, banks that hang keep to their limit, and it was one. One
 * thread.
 */
final class StormJudge {
    static final double RATIO_MAX = 1.2;
    /**
     * Below it the two are equal. A window has one or two thousand confirmations, p99 is the tenth or twentieth worst of them,
     * and one collection or one slice of another process on two shared cores delays as many by 10 to 20 ms.
     */
    static final double FLOOR_MS = 20;
    /** p99 of fewer is their maximum. */
    static final int SAMPLES_MIN = 100;
    /** Of the calm part, this is left out: a node that has just started is slow. */
    private static final double WARM_UP = 0.4;

    private final Storm storm;
    private final Set<String> healthy = new HashSet<>();
    private final List<Confirmed> confirmed = new ArrayList<>();
    private final List<DrillReport.Kept> kept = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    /** When a confirmation was due, and how long it took from then. */
    private record Confirmed(long dueNs, double ms) {}

    StormJudge(Storm storm, Collection<SwitchView> payments) {
        this.storm = storm;
        for (SwitchView payment : payments) {
            List<SwitchView.AttemptView> attempts = payment.attempts();
            if (!attempts.isEmpty() && attempts.stream().noneMatch(attempt -> storm.isSick(attempt.channel()))) {
                healthy.add(payment.id());
            }
        }
    }

    /** A step of the history. */
    void step(Step step) {
        if (step.kind() == OpKind.CONFIRM && step.type() == StepType.OK && healthy.contains(step.payment())) {
            confirmed.add(new Confirmed(step.atNs() - step.latencyUs() * 1_000, step.latencyUs() / 1e3));
        }
    }

    /** The same banks before and in the storm: others would be another load. */
    void latency(Mark mark, long beginNs) {
        List<Double> calm = between(beginNs, mark.fromSecond() * WARM_UP, mark.fromSecond());
        List<Double> stormy = between(beginNs, mark.fromSecond(), mark.toSecond());
        double calmMs = p99(calm);
        double stormMs = p99(stormy);
        double limit = Math.max(calmMs * RATIO_MAX, FLOOR_MS);
        figures.put("storm_sick_channels", storm.behaviours().size());
        figures.put("healthy_confirmations_calm", calm.size());
        figures.put("healthy_confirmations_storm", stormy.size());
        figures.put("healthy_p99_calm_ms", calmMs);
        figures.put("healthy_p99_storm_ms", stormMs);
        figures.put("healthy_p99_floor_ms", FLOOR_MS);
        promise(
                "p99 of confirmations through healthy banks in the storm at most " + RATIO_MAX
                        + " of the calm part's; both below " + number(FLOOR_MS)
                        + " ms are equal (one collection or time slice of two shared cores)",
                number(stormMs) + " ms of " + stormy.size() + ", calm " + number(calmMs) + " ms of " + calm.size(),
                calm.size() >= SAMPLES_MIN && stormy.size() >= SAMPLES_MIN && stormMs <= limit);
    }

    /** @param largest that was seen in flight, by channel and on any one node */
    void inFlight(Map<String, Integer> largest, int limit) {
        Map<String, Integer> hanging = new TreeMap<>();
        storm.hanging().forEach(channel -> {
            Integer seen = largest.get(channel);
            if (seen != null) {
                hanging.put(channel, seen);
            }
        });
        int most = hanging.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        Map<String, Integer> above = new TreeMap<>(hanging);
        above.values().removeIf(seen -> seen <= limit);
        figures.put("hanging_channels", storm.hanging().size());
        figures.put("hanging_in_flight_limit", limit);
        figures.put("hanging_in_flight_largest", most);
        promise(
                "no hanging bank has more in flight than its limit of " + limit + " on any node",
                above.isEmpty()
                        ? "largest " + most + "; " + hanging.size() + " of "
                                + storm.hanging().size() + " seen"
                        : above.toString(),
                above.isEmpty() && most > 0 && hanging.size() == storm.hanging().size());
    }

    /** @param channels of the simulator, with its counters now */
    void met(JsonNode channels) {
        Map<String, Long> met = storm.met(channels);
        figures.put("misbehaviour_met", met);
        List<String> never = met.entrySet().stream()
                .filter(each -> each.getValue() <= 0)
                .map(Map.Entry::getKey)
                .toList();
        promise(
                "every misbehaviour was met by a payment",
                never.isEmpty() ? met.toString() : "never: " + never,
                never.isEmpty());
    }

    List<DrillReport.Kept> kept() {
        return kept;
    }

    Map<String, Object> figures() {
        return figures;
    }

    private List<Double> between(long beginNs, double from, double to) {
        long fromNs = beginNs + (long) (from * 1e9);
        long toNs = beginNs + (long) (to * 1e9);
        return confirmed.stream()
                .filter(one -> one.dueNs() >= fromNs && one.dueNs() < toNs)
                .map(Confirmed::ms)
                .sorted()
                .toList();
    }

    private static double p99(List<Double> sorted) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
    }

    private void promise(String promise, String was, boolean isKept) {
        kept.add(new DrillReport.Kept(promise, was, isKept));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
