package io.everswitch.chaos.fault;

import io.everswitch.chaos.http.LogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The fault proxy as a process. Prints its seed, then a line that starts with READY; SIGTERM ends it cleanly. */
@Command(
        name = "fault-proxy",
        mixinStandardHelpOptions = true,
        description = "A proxy that disturbs connections on request; its HTTP API is Toxiproxy's.")
public final class FaultProxyMain implements Callable<Integer> {
    /** Short enough to be typed again. */
    private static final int SEED_BOUND = 1_000_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--host", description = "where the API listens (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(names = "--port", description = "port of the API, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port = FaultSettings.PORT;

    @Option(names = "--seed", description = "seed of all chance (default: drawn and printed)")
    private @Nullable Long seed;

    @Option(names = "--config", description = "JSON array of proxies to make at start")
    private @Nullable Path config;

    @Option(names = "--log", description = "log file; without it the log goes to standard output")
    private @Nullable Path log;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FaultProxyMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (log == null) {
            LogFile.quiet();
        } else {
            LogFile.use(log);
        }
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        long used = seed == null ? new SecureRandom().nextInt(SEED_BOUND) : seed;
        try {
            FaultProxy proxy = FaultProxy.start(FaultSettings.of(host, port, used));
            Runtime.getRuntime().addShutdownHook(new Thread(proxy::close, "fault-shutdown"));
            if (config != null) {
                proxy.populate(Files.readAllBytes(config));
            }
            return serve(proxy, line.getOut());
        } catch (IOException | IllegalArgumentException e) {
            line.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private int serve(FaultProxy proxy, PrintWriter out) throws InterruptedException {
        out.println("seed " + proxy.seed());
        out.println("READY http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + proxy.port());
        out.flush();
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }
}
