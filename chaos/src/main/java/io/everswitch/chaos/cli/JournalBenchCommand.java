package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.chaos.bench.journal.JournalContest;
import io.everswitch.chaos.bench.journal.JournalFigures;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--concurrent", defaultValue = "256", description = "Entities at once (default 256).")
    int concurrent;

    @Option(names = "--warmup", defaultValue = "10", description = "Seconds before, not counted (default 10).")
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
        Home home = Home.here();
        JournalContest contest = new JournalContest(
                new JournalContest.Settings(
                        DemoPlan.java(home.chaosClassPath(), "-Xmx1g"),
                        home.state().resolve("journal-bench"),
                        noCassandra ? "" : "127.0.0.1:9042",
                        only,
                        concurrent,
                        warmup,
                        seconds),
                line -> {
                    out.println(line);
                    out.flush();
                });
        JournalFigures figures = contest.run();
        String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures.asMap());
        if (json != null) {
            Files.writeString(json, text + "\n");
        }
        out.println(text);
        out.flush();
        return figures.reached() ? 0 : 1;
    }
}
