package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts banks, shop and switch, says READY, and stays until it is interrupted; then it ends all of them. */
@Command(name = "demo", description = "Start banks, a shop and the switch on this machine; Ctrl-C ends all of them.")
final class DemoCommand implements Callable<Integer> {
    private static final Duration START_MAX = Duration.ofSeconds(90);

    /** How soon the foreground process notices that somebody else has ended the demo. */
    private static final Duration STAY_POLL = Duration.ofMillis(300);

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--nodes", defaultValue = "1", description = "Nodes of the switch (this version: 1).")
    int nodes;

    @Option(names = "--archive", defaultValue = "none", description = "none (this version).")
    String archive = "none";

    @Option(names = "--sites", defaultValue = "1", description = "Sites (this version: 1).")
    int sites;

    @Option(names = "--channels", description = "Another channel catalog (docs/channel-catalog.md).")
    @Nullable
    Path channels;

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = requireNonNull(spec);
        if (nodes != 1 || sites != 1 || !archive.equals("none")) {
            throw new ParameterException(
                    command.commandLine(), "this version runs one node at one site without an archive");
        }
        Home home = Home.here();
        Path catalog = channels == null ? RunningDemo.demoCatalog(home) : channels;
        if (!Files.isReadable(catalog)) {
            throw new ParameterException(command.commandLine(), "--channels: cannot read " + catalog);
        }
        List<ManagedProcess> old = ManagedProcess.all(home);
        if (old.stream().anyMatch(process -> process.handle().isPresent())) {
            throw new IllegalStateException("a demo runs already; end it with ./everswitch down");
        }
        old.forEach(ManagedProcess::stop);
        DemoOwner owner = new DemoOwner(home);
        owner.claim();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (owner.isOurs()) {
                DownCommand.stopAll(home);
            }
        }));
        start(home, new DemoPlan(home, catalog, DemoPorts.STANDARD).processes());
        announce(command);
        while (owner.isOurs()) {
            Thread.sleep(STAY_POLL.toMillis());
        }
        return 0;
    }

    static void start(Home home, List<ManagedProcess.Plan> plans) throws InterruptedException {
        // All at once: a JVM's start is mostly waiting for its own class loading, and they find each other by retrying.
        for (ManagedProcess.Plan plan : plans) {
            new ManagedProcess(home, plan.name()).start(plan);
        }
        Readiness readiness = new Readiness();
        for (ManagedProcess.Plan plan : plans) {
            readiness.await(new ManagedProcess(home, plan.name()), plan.readyUrl(), START_MAX);
        }
    }

    private static void announce(CommandSpec command) {
        var out = command.commandLine().getOut();
        out.println("Shop (buy something here)  " + DemoPorts.STANDARD.shopUrl() + "/");
        out.println("Merchant API               http://127.0.0.1:8080/v1/payments  (Bearer " + DemoPlan.API_KEY + ")");
        out.println("Bank callbacks             http://127.0.0.1:8081/callbacks/CHANNEL");
        out.println("Operations                 http://127.0.0.1:8082/  /metrics  /health/ready");
        out.println("Bank simulator             " + DemoPorts.STANDARD.bankUrl() + "/channels  /ledger");
        out.println("Webhook secret             " + DemoPorts.STANDARD.shopUrl() + "/webhook-secret");
        out.println("Logs                       .everswitch/logs/");
        out.println("READY");
        out.flush();
    }
}
