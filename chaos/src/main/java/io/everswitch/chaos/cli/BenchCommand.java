package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.chaos.bench.Bench;
import io.everswitch.chaos.load.LoadSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Load against a running demo, or one that it starts and ends. Exit 1 if books, payments and webhooks differ. */
@Command(
        name = "bench",
        description = "Measure payments end to end, then compare them with books and webhooks.",
        subcommands = {JournalBenchCommand.class, MemoryBenchCommand.class})
final class BenchCommand implements Callable<Integer> {
    /** Outcomes that a bank left open come to an end by query or reversal within this time when banks behave. */
    private static final Duration SETTLE_WITHIN = Duration.ofSeconds(60);

    @Spec
    @Nullable
    CommandSpec spec;

    @ArgGroup
    @Nullable
    Pace pace;

    @Option(names = "--seconds", defaultValue = "30", description = "How long payments are begun (default 30).")
    int seconds;

    @Option(names = "--warmup", defaultValue = "10", description = "Seconds of load before, not counted (default 10).")
    int warmup;

    @Option(names = "--in-flight", defaultValue = "64", description = "Payments under way at once with --max.")
    int inFlight;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all chance.")
    long seed;

    @Option(names = "--json", description = "Write the figures here too.")
    @Nullable
    Path json;

    /** Open loop or closed loop. */
    static final class Pace {
        @Option(names = "--rate", description = "Payments begun per second, whatever becomes of them.")
        int rate;

        @Option(names = "--max", description = "As many as finish (the default).")
        boolean max;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (RunningDemo demo = RunningDemo.findOrStart(Home.here())) {
            Bench bench = new Bench(demo.target(), demo.evidence(), demo.switchProcesses());
            int rate = pace == null ? 0 : pace.rate;
            if (warmup > 0) {
                bench.run(settings(rate, warmup, seed + 1), SETTLE_WITHIN);
            }
            Bench.Result result = bench.run(settings(rate, seconds, seed), SETTLE_WITHIN);
            out.print(result.text());
            out.flush();
            if (json != null) {
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), result.figures());
            }
            return result.clean() ? 0 : 1;
        }
    }

    private LoadSettings settings(int rate, int forSeconds, long withSeed) {
        Duration duration = Duration.ofSeconds(forSeconds);
        return rate > 0
                ? LoadSettings.openLoop(rate, duration, withSeed)
                : LoadSettings.closedLoop(inFlight, duration, withSeed);
    }
}
