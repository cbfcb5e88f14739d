package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.chaos.bench.memory.BytesPhase;
import io.everswitch.chaos.bench.memory.MemorySettings;
import io.everswitch.chaos.bench.memory.MemorySite;
import io.everswitch.chaos.bench.memory.SoakPhase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What payments take in memory, and whether those that are done with go, in demos of its own. */
@Command(
        name = "memory",
        description = {
            "Measure bytes per payment, then soak: payments come, are archived and get past retention.",
            "Exit 1 if the heap after full collection grows in the soak, or a client met an error."
        })
final class MemoryBenchCommand implements Callable<Integer> {
    /** Nothing leaves the working set while bytes per payment are measured. */
    private static final int LONG_S = 86_400;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--closed", defaultValue = "100000", description = "Payments closed (default 100000).")
    int closed;

    @Option(names = "--open", defaultValue = "10000", description = "Payments created and left so (default 10000).")
    int open;

    @Option(names = "--in-flight", defaultValue = "64", description = "Payments under way at once (default 64).")
    int inFlight;

    @Option(names = "--soak-minutes", defaultValue = "15", description = "Minutes of soak; 0: none (default 15).")
    int soakMinutes;

    @Option(names = "--rate", defaultValue = "50", description = "Payments per second in the soak (default 50).")
    int rate;

    @Option(
            names = "--retention-s",
            defaultValue = "60",
            description = "How long the soak's working set keeps a closed payment (default 60, the least).")
    int retentionS;

    @Option(names = "--sample-s", defaultValue = "60", description = "Seconds from look to look (default 60).")
    int sampleS;

    @Option(
            names = "--keys",
            description =
                    "The soak's clients send idempotency keys, which nodes keep for 24 hours: the heap grows by them.")
    boolean keys;

    @Option(names = "--nodes", defaultValue = "3", description = "Nodes of the switch, 1 to 9 (default 3).")
    int nodes;

    @Option(
            names = "--archive",
            defaultValue = "cassandra",
            description = "cassandra (the default) or none: then nothing ever leaves, and there is no soak.")
    String archive = "cassandra";

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all chance.")
    long seed;

    @Option(names = "--json", description = "Write the figures and all samples here.")
    @Nullable
    Path json;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        MemorySettings settings;
        DemoShape shape;
        try {
            settings = settings();
            shape = shape();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Home home = Home.here();
        RunningDemo.requireNone(home);
        Map<String, Object> figures = new LinkedHashMap<>();
        boolean clean = measure(home.below("memory-bench"), shape, settings, figures, out);
        if (json != null) {
            String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures);
            Files.writeString(json, text + "\n");
        }
        return clean ? 0 : 1;
    }

    private boolean measure(
            Home home, DemoShape shape, MemorySettings settings, Map<String, Object> figures, PrintWriter out)
            throws IOException, InterruptedException {
        BytesPhase.Result bytes;
        try (RunningDemo demo =
                RunningDemo.startFresh(home, RunningDemo.demoCatalog(home), shape.withSettings(aged(LONG_S)))) {
            bytes = new BytesPhase(site(demo), settings, line -> say(out, line)).run();
        }
        figures.put("bytes_per_payment", bytes.figures());
        bytes.figures().forEach((name, value) -> {
            if (!(value instanceof List)) {
                out.printf("%-45s %s%n", name, value);
            }
        });
        out.flush();
        boolean clean = bytes.errors().isEmpty();
        if (soakMinutes == 0 || !shape.hasArchive()) {
            say(out, "no soak");
            return clean;
        }
        SoakPhase.Result soak;
        try (RunningDemo demo =
                RunningDemo.startFresh(home, RunningDemo.demoCatalog(home), shape.withSettings(aged(retentionS)))) {
            soak = new SoakPhase(site(demo), settings, bytes.heapBytesPerClosed(), line -> say(out, line)).run();
        }
        figures.put("soak", soak.figures());
        say(out, "clients' errors in the soak: " + (soak.errors().isEmpty() ? "0" : soak.errors()));
        say(out, (soak.passed() ? "FLAT  " : "RED   ") + soak.why());
        return clean && soak.passed() && soak.errors().isEmpty();
    }

    private MemorySettings settings() {
        MemorySettings.Soak soak = new MemorySettings.Soak(
                Duration.ofMinutes(soakMinutes), rate, retentionS, Duration.ofSeconds(sampleS), keys);
        return new MemorySettings(closed, open, inFlight, seed, soak);
    }

    private DemoShape shape() {
        DemoShape.Archive chosen = switch (archive.toLowerCase(Locale.ROOT)) {
            case "none" -> DemoShape.Archive.NONE;
            case "cassandra" -> DemoShape.Archive.CASSANDRA;
            default -> throw new IllegalArgumentException("--archive must be none or cassandra");
        };
        return new DemoShape(nodes, chosen, false, seed, DemoShape.NodeSettings.DRILL);
    }

    private static DemoShape.NodeSettings aged(int retentionS) {
        DemoShape.NodeSettings drill = DemoShape.NodeSettings.DRILL;
        return new DemoShape.NodeSettings(
                retentionS, drill.archiveAfterS(), drill.archiveOpenAfterS(), drill.dataDirs(), drill.quickToWarm());
    }

    private static MemorySite site(RunningDemo demo) {
        List<MemorySite.Node> nodes = demo.nodes().stream()
                .map(name -> new MemorySite.Node(name, demo.pid(name), demo.operationsUrl(name), demo.dataDir(name)))
                .toList();
        return new MemorySite(demo.target(), nodes, nodes.size() > 1);
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
