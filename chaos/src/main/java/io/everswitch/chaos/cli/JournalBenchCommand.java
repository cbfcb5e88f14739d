package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.chaos.bench.journal.JournalContest;
import io.everswitch.chaos.bench.journal.JournalFigures;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Acknowledged facts per second of this journal and of what it is compared with, in one run on the same cores. */
@Command(
        name = "journal",
        description = "Measure the journal against Pekko's in-memory and Cassandra plugins. Exit 1 below its goals.")
final class JournalBenchCommand implements Callable<Integer> {
    private static final int HEAP_MB = 1_024;
    private static final DemoPorts.Cassandra CASSANDRA_PORTS = new DemoPorts.Cassandra(9_142, 7_100);
    private static final Duration START_MAX = Duration.ofMinutes(3);

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--concurrent", defaultValue = "256", description = "Entities at once (default 256).")
    int concurrent;

    @Option(names = "--warmup", defaultValue = "60", description = "Seconds before, not counted (default 60).")
    int warmup;

    @Option(names = "--seconds", defaultValue = "15", description = "Seconds measured of each (default 15).")
    int seconds;

    @Option(names = "--no-cassandra", description = "Leave the Cassandra plugin out.")
    boolean noCassandra;

    @Option(
            names = "--only",
            split = ",",
            description = "Only these: in_memory, cassandra, everswitch_one, everswitch_two.")
    Set<String> only = Set.of();

    @Option(names = "--json", description = "Write the figures here too.")
    @Nullable
    Path json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        Home home = Home.here().below("journal-bench");
        boolean withCassandra = !noCassandra && (only.isEmpty() || only.contains("cassandra"));
        JournalFigures figures;
        try {
            String cassandra = withCassandra ? startCassandra(home) : "";
            figures = contest(home, cassandra, out).run();
        } finally {
            DownCommand.stopAll(home);
        }
        String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures.asMap());
        if (json != null) {
            Files.writeString(json, text + "\n");
        }
        out.println(text);
        out.flush();
        return figures.reached() ? 0 : 1;
    }

    private JournalContest contest(Home home, String cassandra, PrintWriter out) {
        return new JournalContest(
                new JournalContest.Settings(
                        new JavaCommand("journal-bench", home.chaosClassPath(), HEAP_MB).untilClassPath(),
                        home.state(),
                        cassandra,
                        only,
                        concurrent,
                        warmup,
                        seconds),
                line -> {
                    out.println(line);
                    out.flush();
                });
    }

    /** A Cassandra of its own, on other ports than a demo's. It stays while the others are measured, idle. */
    private static String startCassandra(Home home) throws InterruptedException {
        CassandraPlan.requireJava(Runtime.version().feature());
        CassandraPlan plan = new CassandraPlan(home, CASSANDRA_PORTS);
        ManagedProcess process = new ManagedProcess(home, CassandraPlan.NAME);
        process.remember(plan.plan());
        process.start(plan.plan());
        new Readiness().await(process, plan.plan().readyUrl(), START_MAX);
        return plan.address();
    }
}
