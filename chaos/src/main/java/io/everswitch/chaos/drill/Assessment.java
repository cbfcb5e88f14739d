package io.everswitch.chaos.drill;

import io.everswitch.chaos.check.Findings;
import io.everswitch.chaos.check.HistoryJudge;
import io.everswitch.chaos.history.HistoryReader;
import io.everswitch.chaos.report.DrillReport;
import io.everswitch.chaos.report.Mark;
import io.everswitch.chaos.report.Moment;
import io.everswitch.chaos.report.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a report of what a run left: figures from its history, promises against figures, the judge's verdict. One thread. */
final class Assessment {
    /** Of the time before the first fault, this share is left out: a JVM that has just started is slow. */
    private static final double WARM_UP = 0.4;

    /** A load that was begun later than this after it was due stood still itself: then waits are ours, not the switch's. */
    private static final long LATEST_MS = 1_000;

    private final DrillPlan plan;
    private final long seed;
    private final Instant begun;
    private final List<Mark> marks;
    private final List<String> troubles;
    private final List<DrillReport.Kept> kept = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    /** What the switch did by itself. */
    private final List<Mark> ownMarks = new ArrayList<>();

    Assessment(DrillPlan plan, long seed, Instant begun, List<Mark> marks, List<String> troubles) {
        this.plan = plan;
        this.seed = seed;
        this.begun = begun;
        this.marks = List.copyOf(marks);
        this.troubles = List.copyOf(troubles);
    }

    /** When the run began and ended, in nanoseconds since 1970. */
    record Times(long beginNs, long endNs) {}

    DrillReport report(
            List<LoadThread> loads, List<Long> kills, HistoryJudge.Verdict verdict, Times times, Backlog backlog)
            throws IOException, InterruptedException {
        double faultAt = marks.stream().mapToDouble(Mark::fromSecond).min().orElse(plan.seconds());
        double faultEnds = marks.stream().mapToDouble(Mark::toSecond).max().orElse(plan.seconds());
        Timeline.Window before = new Timeline.Window(ns(times, faultAt * WARM_UP), ns(times, faultAt));
        Timeline.Window during =
                new Timeline.Window(ns(times, faultAt), ns(times, Math.min(faultEnds, plan.seconds())));
        Timeline timeline = new Timeline(times.beginNs(), List.of(before, during));
        List<Moment> moments = kills.stream().map(timeline::watch).toList();
        HistoryReader.read(loads.get(0).history(), timeline::step);

        long dropped = loads.stream().mapToLong(LoadThread::dropped).sum();
        figures.put("journeys", loads.stream().mapToLong(LoadThread::begun).sum());
        figures.put("journeys_not_begun", dropped);
        figures.put("operations", timeline.operations());
        figures.put("acknowledged", timeline.acknowledged());
        figures.put("gave_up", timeline.gaveUp());
        figures.put("payments_judged", verdict.judged());
        figures.put("open_at_the_end", verdict.open());
        figures.put("settled_after_ms", verdict.settledMs());
        figures.put("before_the_first_fault", window(before));
        figures.put("while_disturbed", window(during));
        long latest = loads.stream().mapToLong(LoadThread::latestMs).max().orElse(0);
        figures.put("journeys_latest_ms", latest);
        promise(
                "the load was made as planned",
                dropped + " journeys not begun, the latest " + latest + " ms after it was due",
                dropped == 0 && latest <= LATEST_MS);
        troubles.forEach(trouble -> promise("every fault was made and undone", trouble, false));
        promise("no outcome is open at the end", verdict.open() + " open", verdict.open() == 0);
        promise("there is something to judge", timeline.acknowledged() + " acknowledged", timeline.acknowledged() > 0);
        clients(timeline, before, during);
        slots(moments);
        if (loads.size() > 1) {
            frontDoor(loads.get(1), times);
        }
        if (plan.promises().archiveComplete()) {
            double waiting = backlog.await(Duration.ofSeconds(plan.settleSeconds()));
            promise(
                    "the archive becomes complete",
                    waiting < 0 ? "no node says what waits" : (long) waiting + " wait",
                    waiting == 0);
        }
        Findings findings = verdict.findings();
        boolean held = findings.isEmpty() && kept.stream().allMatch(DrillReport.Kept::kept);
        return new DrillReport(
                plan.name(),
                plan.purpose(),
                seed,
                begun.toString(),
                held,
                figures,
                List.copyOf(kept),
                findings.counts(),
                findings.kept(),
                Stream.concat(marks.stream(), ownMarks.stream()).toList(),
                timeline.seconds());
    }

    /**
     * What was judged before the banks behaved again. Outcomes may be open and merchants wait then, but nobody may be charged
     * twice or otherwise than the payment says, not even until somebody undoes it.
     */
    void whileBanksMisbehave(HistoryJudge.Verdict verdict) {
        figures.put("open_while_banks_misbehaved", verdict.open());
        int money = verdict.findings().counts().getOrDefault("M2", 0);
        String first = verdict.findings().kept().stream()
                .filter(finding -> finding.invariant().equals("M2"))
                .findFirst()
                .map(finding -> ", first: " + finding.payment() + " " + finding.what())
                .orElse("");
        promise("no money is wrong while banks still misbehave (M2)", money + " findings" + first, money == 0);
    }

    /** By the attempts of all payments that were judged. */
    void stoppedChannels(HistoryJudge.Verdict verdict, long beginNs, OperatorControl operator)
            throws IOException, InterruptedException {
        String action = Fault.of(0, 0, Action.STOP_CHANNEL, "").title() + ' ';
        double allowedMs = plan.promises().stoppedWithinMs();
        for (Mark mark : marks) {
            if (!mark.what().startsWith(action)) {
                continue;
            }
            String channel = mark.what().substring(action.length());
            StoppedChannel seen = StoppedChannel.of(
                    channel,
                    verdict.payments(),
                    new StoppedChannel.Span(micros(beginNs, mark.fromSecond()), micros(beginNs, mark.toSecond()), (long)
                            (allowedMs * 1000)));
            figures.put("stopped_channel_attempts_before", seen.before());
            figures.put("stopped_channel_last_attempt_ms", seen.latestMs());
            figures.put("stopped_channel_attempts_after_undo", seen.after());
            promise(
                    "no attempt begins at " + channel + " later than " + number(allowedMs, 0) + " ms after its stop",
                    seen.late() + " of " + seen.before() + " before, the last after " + number(seen.latestMs(), 0)
                            + " ms",
                    seen.before() > 0 && seen.late() == 0);
            promise("undoing the stop brings its traffic back", seen.after() + " attempts", seen.after() > 0);
            promise(
                    "no payment fails for want of a channel",
                    seen.unroutable() + " without any attempt",
                    seen.unroutable() == 0);
            promise(
                    "the audit tells who stopped it, why, and who took that back",
                    "GET /settings/changes",
                    operator.isTold(channel));
        }
    }

    /** What healthy banks' payers felt of a storm, and whether there was one. */
    void storm(StormJudge judge) {
        kept.addAll(judge.kept());
        figures.putAll(judge.figures());
    }

    /** By the attempts of all payments that were judged, and by what each node tells of its judgement. */
    void sickChannels(HistoryJudge.Verdict verdict, long beginNs, OperatorControl operator)
            throws IOException, InterruptedException {
        String action = Fault.of(0, 0, Action.SICK_CHANNEL, "").title() + ' ';
        for (Mark mark : marks) {
            if (mark.what().startsWith(action)) {
                String channel = mark.what().substring(action.length());
                SickChannels sick = new SickChannels();
                sick.judge(
                        mark,
                        channel,
                        verdict.payments(),
                        operator.healthTurns(channel),
                        new SickChannels.Run(beginNs, plan.seconds()));
                kept.addAll(sick.kept());
                figures.putAll(sick.figures());
                ownMarks.addAll(sick.marks());
            }
        }
    }

    private static long micros(long beginNs, double second) {
        return beginNs / 1000 + (long) (second * 1e6);
    }

    private void clients(Timeline timeline, Timeline.Window before, Timeline.Window during) {
        Promises promises = plan.promises();
        if (promises.failedMax() >= 0) {
            long failed = timeline.gaveUp().values().stream()
                    .mapToLong(Integer::longValue)
                    .sum();
            promise(
                    "clients that retry give up at most " + promises.failedMax() + " operations",
                    failed + " " + timeline.gaveUp(),
                    failed <= promises.failedMax());
        }
        if (promises.throughputRatio() > 0) {
            double ratio = before.stepsPerSecond() == 0 ? 0 : during.stepsPerSecond() / before.stepsPerSecond();
            promise(
                    "throughput (payments' main steps) while disturbed at least " + promises.throughputRatio()
                            + " of before",
                    number(ratio, 3),
                    ratio >= promises.throughputRatio());
        }
        if (promises.p99Ratio() > 0) {
            double limit = Math.max(before.p99Ms() * promises.p99Ratio(), before.p99Ms() + promises.p99PlusMs());
            promise(
                    "p99 while disturbed at most " + number(limit, 1) + " ms",
                    number(during.p99Ms(), 1) + " ms",
                    during.acknowledged() > 0 && during.p99Ms() <= limit);
        }
    }

    private void slots(List<Moment> moments) {
        if (moments.isEmpty()) {
            return;
        }
        List<Double> gaps = new ArrayList<>();
        List<Double> waits = new ArrayList<>();
        double newPayment = 0;
        double silence = 0;
        for (Moment moment : moments) {
            gaps.addAll(moment.gapsMs());
            waits.addAll(moment.waitsMs());
            newPayment = Math.max(newPayment, moment.newPaymentMs());
            silence = Math.max(silence, moment.longestSilenceMs());
        }
        figures.put("kills", moments.size());
        figures.put("slot_gap_ms", distribution(gaps));
        figures.put("slot_wait_ms", distribution(waits));
        figures.put("new_payment_longest_ms", newPayment);
        figures.put("longest_silence_ms", silence);
        Promises promises = plan.promises();
        if (promises.slotWaitMs() > 0) {
            double longest =
                    waits.stream().mapToDouble(Double::doubleValue).max().orElse(Double.MAX_VALUE);
            promise(
                    "after a kill no client of any slot waits longer than " + number(promises.slotWaitMs(), 0) + " ms",
                    waits.isEmpty() ? "nobody waited" : number(longest, 0) + " ms",
                    longest <= promises.slotWaitMs());
        }
        if (promises.newPaymentMs() > 0) {
            promise(
                    "after a kill no new payment takes longer than " + number(promises.newPaymentMs(), 0) + " ms",
                    number(newPayment, 0) + " ms",
                    newPayment > 0 && newPayment <= promises.newPaymentMs());
        }
    }

    private void frontDoor(LoadThread load, Times times) throws IOException {
        Timeline timeline = new Timeline(times.beginNs(), List.of());
        HistoryReader.read(load.history(), timeline::step);
        figures.put("front_door_acknowledged", timeline.acknowledged());
        promise(
                "clients behind the front door, which never repeat, see no error",
                timeline.acknowledged() + " acknowledged, " + timeline.gaveUp(),
                timeline.gaveUp().isEmpty() && timeline.acknowledged() > 0);
    }

    private static Map<String, Object> window(Timeline.Window window) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("acknowledged_per_second", window.perSecond());
        map.put("main_steps_per_second", window.stepsPerSecond());
        map.put("p50_ms", window.p50Ms());
        map.put("p99_ms", window.p99Ms());
        map.put("max_ms", window.maxMs());
        map.put("failed", window.failed());
        return map;
    }

    private static Map<String, Object> distribution(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("slots", sorted.size());
        for (double percentile : new double[] {50, 90, 99, 100}) {
            int index = (int) Math.ceil(percentile / 100 * sorted.size()) - 1;
            map.put("p" + (int) percentile, sorted.isEmpty() ? 0.0 : sorted.get(Math.max(0, index)));
        }
        return map;
    }

    private void promise(String promise, String was, boolean isKept) {
        kept.add(new DrillReport.Kept(promise, was, isKept));
    }

    private static long ns(Times times, double second) {
        return times.beginNs() + (long) (second * 1e9);
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
