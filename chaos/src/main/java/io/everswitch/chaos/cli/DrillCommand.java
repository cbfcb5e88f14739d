package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;

import io.everswitch.chaos.drill.DrillOptions;
import io.everswitch.chaos.drill.DrillPlan;
import io.everswitch.chaos.drill.DrillRun;
import io.everswitch.chaos.drill.Drills;
import io.everswitch.chaos.drill.Shape;
import io.everswitch.chaos.report.DrillReport;
import io.everswitch.chaos.report.ReportFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Breaks a running demo, or one that it starts and ends, on purpose. Exit 0 only if every invariant and promise held. */
@Command(name = "drill", description = "Break the switch on purpose and judge it; 'drill list' tells the drills.")
final class DrillCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "A drill's name, or list.")
    String name = "";

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all chance; the same seed, the same faults.")
    long seed;

    @Option(names = "--rate", defaultValue = "0", description = "Journeys begun per second, if not the drill's own.")
    int rate;

    @Option(names = "--seconds", defaultValue = "0", description = "How long, if not as long as the drill says.")
    int seconds;

    @Option(names = "--minutes", defaultValue = "0", description = "The same in minutes.")
    int minutes;

    @Option(names = "--warmup", defaultValue = "20", description = "Seconds of load before, not judged (default 20).")
    int warmup;

    @Option(names = "--json", description = "Write the report here too.")
    @Nullable
    Path json;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        if (name.equals("list")) {
            Drills.all().forEach(drill -> out.printf("%-20s %s%n", drill.name(), drill.purpose()));
            out.flush();
            return 0;
        }
        if (rate < 0 || seconds < 0 || minutes < 0 || warmup < 0) {
            throw new ParameterException(
                    command.commandLine(), "--rate, --seconds, --minutes and --warmup must not be negative");
        }
        DrillPlan plan = Drills.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "no drill '" + name + "'; ./everswitch drill list tells them"))
                .with(rate, minutes > 0 ? minutes * 60 : seconds);
        Home home = Home.here();
        Path folder = home.state().resolveSibling("drills");
        try (RunningDemo demo = demo(home, plan.shape())) {
            DrillOptions options = DrillOptions.of(seed, folder).warmedUp(Duration.ofSeconds(warmup));
            DrillReport report = new DrillRun(plan, demo, options, text -> {
                        out.println(text);
                        out.flush();
                    })
                    .run()
                    .report();
            summary(out, report);
            if (json != null) {
                Files.writeString(json, ReportFiles.json(report) + "\n");
            }
            return report.held() ? 0 : 1;
        }
    }

    private RunningDemo demo(Home home, Shape wanted) throws IOException, InterruptedException {
        DemoShape shape = shapeFor(wanted, home, seed);
        if (wanted.channels() > 0) {
            RunningDemo.requireNone(home);
            Home own = home.below("many-channels-demo");
            return RunningDemo.startFresh(own, ManyChannels.write(own, wanted.channels()), shape);
        }
        if (wanted.smallDiskMb() == 0) {
            return RunningDemo.findOrStart(home, shape);
        }
        // Another disk under the same node: with what an earlier demo left, the others would wait for the old one.
        RunningDemo.requireNone(home);
        Home own = home.below("small-disk-demo");
        return RunningDemo.startFresh(own, RunningDemo.demoCatalog(own), shape);
    }

    private static DemoShape shapeFor(Shape wanted, Home home, long seed) {
        DemoShape shape = new DemoShape(
                wanted.nodes(),
                switch (wanted.archive()) {
                    case NONE -> DemoShape.Archive.NONE;
                    case RUNNING -> DemoShape.Archive.CASSANDRA;
                    case LATER -> DemoShape.Archive.CASSANDRA_LATER;
                },
                wanted.faults(),
                seed,
                DemoShape.NodeSettings.DRILL);
        return wanted.smallDiskMb() == 0
                ? shape
                : shape.withDataDir(
                        DemoShape.node(0),
                        SmallMount.at(home.state().resolveSibling("small-disk"), wanted.smallDiskMb()));
    }

    private static void summary(PrintWriter out, DrillReport report) {
        report.figures().forEach((name, value) -> out.printf("%-26s %s%n", name, value));
        report.promises()
                .forEach(promise -> out.printf(
                        "%-8s%s: %s%n", promise.kept() ? "kept" : "BROKEN", promise.promise(), promise.was()));
        report.found().forEach((invariant, count) -> out.printf("BROKEN  %s: %d findings%n", invariant, count));
        report.findings().stream()
                .limit(20)
                .forEach(each -> out.printf("        %s %s %s%n", each.invariant(), each.payment(), each.what()));
        out.println(report.held() ? "HELD" : "BROKEN");
        out.flush();
    }
}
