package io.everswitch.chaos.drill;

import io.everswitch.chaos.check.HistoryJudge;
import io.everswitch.chaos.history.HistoryReader;
import io.everswitch.chaos.load.ClientKind;
import io.everswitch.chaos.load.SteadySettings;
import io.everswitch.chaos.load.WallClock;
import io.everswitch.chaos.report.DrillReport;
import io.everswitch.chaos.report.Mark;
import io.everswitch.chaos.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Runs one plan once: load, faults by schedule, settling, judgement, report. Blocks; one thread. */
public final class DrillRun {
    private static final DateTimeFormatter FOLDER_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final DrillPlan plan;
    private final Field field;
    private final DrillOptions options;
    private final Consumer<String> say;
    private final FaultMachine faults;
    private final WallClock clock = new WallClock();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Long> kills = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final List<Fault> unmade = new ArrayList<>();

    /** @param say tells people how it goes */
    public DrillRun(DrillPlan plan, Field field, DrillOptions options, Consumer<String> say) {
        this.plan = plan;
        this.field = field;
        this.options = options;
        this.say = say;
        this.faults = new FaultMachine(field);
    }

    /** A step that is due: making a fault or undoing it. */
    private record Due(double at, Fault fault, boolean undo) {}

    /** A report, and the folder that it lies in. */
    public record Result(DrillReport report, Path folder) {}

    public Result run() throws IOException, InterruptedException {
        if (field.nodes().size() < plan.shape().nodes()) {
            throw new IllegalStateException(
                    plan.name() + " needs " + plan.shape().nodes() + " nodes, there are "
                            + field.nodes().size() + ": " + plan.shape().command());
        }
        if (!options.warmUp().isZero()) {
            warmUp();
        }
        Instant begun = Instant.now();
        Path folder = Files.createDirectories(
                options.folder().resolve(plan.name() + '-' + options.seed() + '-' + FOLDER_TIME.format(begun)));
        List<LoadThread> loads = begin(folder);
        InFlightWatch inFlight = new InFlightWatch(plan.shape().channels() == 0 ? List.of() : nodeUrls());
        HistoryJudge.Verdict meanwhile = null;
        long beginNs;
        try (InFlightWatch watch = inFlight) {
            watch.begin();
            for (LoadThread load : loads) {
                load.awaitWarm();
            }
            beginNs = clock.nowNs();
            loads.forEach(load -> load.begin(beginNs));
            schedule(beginNs, loads);
            for (LoadThread load : loads) {
                load.await();
            }
            if (faults.onlyBanksAreDisturbed()) {
                say.accept("banks still misbehave, judging the money");
                meanwhile = judge(begun, loads, Duration.ZERO);
            }
        } finally {
            loads.forEach(LoadThread::stop);
            troubles.addAll(faults.undoAll());
        }
        long endNs = clock.nowNs();
        say.accept("load has ended, judging");
        HistoryJudge.Verdict verdict = judge(begun, loads, Duration.ofSeconds(plan.settleSeconds()));
        Assessment assessment = new Assessment(plan, options.seed(), begun, marks, troubles);
        if (meanwhile != null) {
            assessment.whileBanksMisbehave(meanwhile);
        }
        if (plan.promises().stoppedWithinMs() >= 0) {
            assessment.stoppedChannels(verdict, beginNs, faults.operator());
        }
        Storm storm = faults.storm();
        if (storm != null) {
            StormJudge judge = new StormJudge(storm, verdict.payments());
            HistoryReader.read(loads.get(0).history(), judge::step);
            judge.latency(stormMark(), beginNs);
            judge.inFlight(inFlight.largest(), Shape.IN_FLIGHT_MAX);
            judge.met(faults.banks().channels());
            assessment.storm(judge);
        }
        assessment.sickChannels(verdict, beginNs, faults.operator());
        DrillReport report =
                assessment.report(loads, kills, verdict, new Assessment.Times(beginNs, endNs), new Backlog(field));
        Path page = ReportFiles.write(folder, report);
        say.accept("report: " + page);
        return new Result(report, folder);
    }

    private List<String> nodeUrls() {
        return field.nodes().stream().map(field::operationsUrl).toList();
    }

    private Mark stormMark() {
        String title = Fault.of(0, 0, Action.STORM, "").title();
        return marks.stream()
                .filter(mark -> mark.what().startsWith(title))
                .findFirst()
                .orElseThrow();
    }

    /** Ends only when all its journeys have ended: what they left behind would be the first thing that is measured. */
    private void warmUp() throws IOException, InterruptedException {
        say.accept("warming up for " + options.warmUp().toSeconds() + " s");
        Files.createDirectories(options.folder());
        Path history = Files.createTempFile(options.folder(), "warm-up-", ".jsonl");
        try {
            SteadySettings settings =
                    SteadySettings.of(plan.rate(), options.warmUp(), ClientKind.RETRYING, options.seed() + 1);
            LoadThread load = new LoadThread(field.target(), settings, history, clock);
            load.awaitWarm();
            load.begin(clock.nowNs());
            load.await();
        } finally {
            Files.deleteIfExists(history);
        }
    }

    private HistoryJudge.Verdict judge(Instant begun, List<LoadThread> loads, Duration patience)
            throws IOException, InterruptedException {
        return new HistoryJudge(field.evidence(), begun.minusMillis(1), options.sendBy())
                .judge(loads.stream().map(LoadThread::history).toList(), patience);
    }

    private List<LoadThread> begin(Path folder) throws IOException {
        List<LoadThread> loads = new ArrayList<>();
        loads.add(
                new LoadThread(field.target(), settings(ClientKind.RETRYING), folder.resolve("history.jsonl"), clock));
        if (plan.promises().frontDoor()) {
            if (field.target().frontDoor().isEmpty()) {
                troubles.add("there is no front door whose clients could be looked at");
            } else {
                loads.add(new LoadThread(
                        field.target(),
                        settings(ClientKind.FRONT_DOOR),
                        folder.resolve("history-front-door.jsonl"),
                        clock));
            }
        }
        return loads;
    }

    private SteadySettings settings(ClientKind kind) {
        int share = plan.promises().frontDoor() ? 2 : 1;
        SteadySettings plain = SteadySettings.of(
                Math.max(1, plan.rate() / share), Duration.ofSeconds(plan.seconds()), kind, options.seed());
        return plan.journeysMax() == 0 ? plain : plain.withJourneysMax(plan.journeysMax());
    }

    private void schedule(long beginNs, List<LoadThread> loads) throws InterruptedException {
        List<Due> due = new ArrayList<>();
        for (Fault fault : plan.faults().schedule(plan.seconds(), options.seed())) {
            due.add(new Due(fault.at(), fault, false));
            if (fault.lasts() > 0) {
                due.add(new Due(fault.at() + fault.lasts(), fault, true));
            }
        }
        due.sort(Comparator.comparingDouble(Due::at));
        for (Due step : due) {
            if (!sleepUntil(beginNs + (long) (step.at() * 1e9), loads)) {
                say.accept("the load ended before all faults were made");
                return;
            }
            step(step, beginNs, loads.get(0));
        }
    }

    private void step(Due step, long beginNs, LoadThread load) throws InterruptedException {
        Fault fault = step.fault();
        if (step.undo() && unmade.contains(fault)) {
            return;
        }
        double from = (clock.nowNs() - beginNs) / 1e9;
        if ((fault.action() == Action.KILL || fault.action() == Action.KILL_ALL) && !step.undo()) {
            kills.add(clock.nowNs());
        }
        try {
            if (step.undo()) {
                faults.undo(fault);
            } else {
                faults.make(fault);
            }
        } catch (IOException | RuntimeException e) {
            // What could not be broken was not tested: the drill goes on, to undo the rest, and is not held.
            unmade.add(fault);
            troubles.add(fault.title() + (step.undo() ? " was not undone: " : " was not made: ") + e.getMessage());
        }
        mark(step, from, (clock.nowNs() - beginNs) / 1e9);
        say.accept(String.format(
                Locale.ROOT,
                "%6.1f s  %s%s (%d journeys begun)",
                from,
                step.undo() ? "undone: " : "",
                fault.title(),
                load.begun()));
    }

    /** An undone fault lasts until its undoing was finished. */
    private void mark(Due step, double from, double to) {
        String title = step.fault().title();
        if (step.undo()) {
            for (int i = marks.size() - 1; i >= 0; i--) {
                if (marks.get(i).what().equals(title)) {
                    marks.set(i, new Mark(title, marks.get(i).fromSecond(), to));
                    return;
                }
            }
        }
        marks.add(new Mark(title, from, to));
    }

    /** False if the load ended before. */
    private boolean sleepUntil(long ns, List<LoadThread> loads) throws InterruptedException {
        for (long left = ns - clock.nowNs(); left > 0; left = ns - clock.nowNs()) {
            LockSupport.parkNanos(Math.min(left, 100_000_000L));
            if (Thread.interrupted()) {
                throw new InterruptedException("in a drill");
            }
            if (!loads.get(0).running()) {
                return false;
            }
        }
        return true;
    }
}
