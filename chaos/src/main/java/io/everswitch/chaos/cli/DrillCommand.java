package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.chaos.drill.Drill;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Breaks a running demo, or one that it starts and ends, on purpose. Exit 0 only if every invariant held. */
@Command(name = "drill", description = "Break the switch on purpose and judge it; 'drill list' tells the drills.")
final class DrillCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "A drill's name, or list.")
    String name = "";

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all chance; the same seed, the same faults.")
    long seed;

    @Option(names = "--json", description = "Write the report here too.")
    @Nullable
    Path json;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        if (name.equals("list")) {
            Drill.all().forEach(drill -> out.printf("%-16s %s%n", drill.name(), drill.purpose()));
            out.flush();
            return 0;
        }
        Drill drill = Drill.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "no drill '" + name + "'; ./everswitch drill list tells them"));
        try (RunningDemo demo = RunningDemo.findOrStart(Home.here())) {
            Drill.Report report = drill.run(demo, seed, text -> {
                out.println(text);
                out.flush();
            });
            String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.figures());
            out.println(text);
            out.println(report.held() ? "HELD" : "BROKEN");
            out.flush();
            if (json != null) {
                Files.writeString(json, text + "\n");
            }
            return report.held() ? 0 : 1;
        }
    }
}
