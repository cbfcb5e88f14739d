package io.everswitch.chaos.bank;

import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.chaos.http.LogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The bank simulator as a process. Prints a line that starts with READY once every port is open; SIGTERM ends it cleanly. */
@Command(
        name = "bank-simulator",
        mixinStandardHelpOptions = true,
        description = "Plays the banks of a channel catalog.")
public final class BankSimulatorMain implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--channels", required = true, description = "channel catalog (YAML)")
    private Path channels = Path.of("channels.yaml");

    @Option(names = "--control-port", description = "port of the control API (default: ${DEFAULT-VALUE})")
    private int controlPort = BankSettings.CONTROL_PORT;

    @Option(names = "--books", required = true, description = "file of the books; made if it is not there")
    private Path books = Path.of("books.jsonl");

    @Option(names = "--seed", description = "seed of all chance (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--latency-p50-ms", description = "median time of a bank (default: ${DEFAULT-VALUE})")
    private double p50Ms = Latency.DEMO.p50Ms();

    @Option(names = "--latency-p99-ms", description = "99th percentile of it (default: ${DEFAULT-VALUE})")
    private double p99Ms = Latency.DEMO.p99Ms();

    @Option(names = "--any-ports", description = "free ports instead of the catalog's")
    private boolean anyPorts;

    @Option(names = "--log", description = "log file; without it the log goes to standard output")
    private @Nullable Path log;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BankSimulatorMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (log == null) {
            LogFile.quiet();
        } else {
            LogFile.use(log);
        }
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        PrintWriter err = line.getErr();
        if (!(p50Ms >= 0 && p99Ms >= p50Ms && p99Ms <= Latency.MAX_MS)) {
            err.println("latency must be 0 or more, p99 not below p50");
            return CommandLine.ExitCode.USAGE;
        }
        BankSettings settings = BankSettings.of(books)
                .withControlPort(controlPort)
                .withSeed(seed)
                .withLatency(new Latency(p50Ms, p99Ms));
        try {
            List<SimulatedChannel> played = CatalogChannels.load(channels, System.getenv());
            BankSimulator simulator = BankSimulator.start(anyPorts ? settings.withAnyPorts() : settings, played);
            return serve(simulator, line.getOut());
        } catch (CatalogException | IOException | IllegalArgumentException | IllegalStateException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static int serve(BankSimulator simulator, PrintWriter out) throws InterruptedException {
        CountDownLatch forever = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(simulator), "bank-shutdown"));
        out.println("READY http://127.0.0.1:" + simulator.controlPort());
        out.flush();
        forever.await();
        return CommandLine.ExitCode.OK;
    }

    private static void close(BankSimulator simulator) {
        try {
            simulator.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(BankSimulatorMain.class).error("the books could not be closed", e);
        }
    }
}
