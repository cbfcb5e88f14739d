package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
    /** How soon the foreground process notices that somebody else has ended the demo. */
    private static final Duration STAY_POLL = Duration.ofMillis(300);

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--nodes", defaultValue = "1", description = "Nodes of the switch, 1 to 9 (default 1).")
    int nodes;

    @Option(names = "--archive", defaultValue = "none", description = "none (the default) or cassandra.")
    String archive = "none";

    @Option(names = "--sites", defaultValue = "1", description = "Sites (this version: 1).")
    int sites;

    @Option(names = "--faults", description = "Lead every link that a drill disturbs through a fault proxy.")
    boolean faults;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the fault proxy's chance (default 1).")
    long seed;

    @Option(names = "--channels", description = "Another channel catalog (docs/channel-catalog.md).")
    @Nullable
    Path channels;

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = requireNonNull(spec);
        DemoShape shape = shape(command);
        Home home = Home.here();
        Path catalog = channels == null ? RunningDemo.demoCatalog(home) : channels;
        if (!Files.isReadable(catalog)) {
            throw new ParameterException(command.commandLine(), "--channels: cannot read " + catalog);
        }
        List<ManagedProcess> old = ManagedProcess.all(home);
        if (old.stream().anyMatch(process -> process.handle().isPresent())) {
            throw new IllegalStateException("a demo runs already; end it with ./everswitch down");
        }
        DownCommand.stopAll(home);
        DemoOwner owner = new DemoOwner(home);
        owner.claim();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (owner.isOurs()) {
                DownCommand.stopAll(home);
            }
        }));
        DemoPorts ports = DemoPorts.standard(shape.nodes());
        new DemoStarter(home, catalog, ports, shape).start(System.getenv());
        announce(command, shape, ports);
        while (owner.isOurs()) {
            Thread.sleep(STAY_POLL.toMillis());
        }
        return 0;
    }

    private DemoShape shape(CommandSpec command) {
        if (sites != 1) {
            throw new ParameterException(command.commandLine(), "--sites: this version runs at one site");
        }
        DemoShape.Archive chosen = switch (archive.toLowerCase(Locale.ROOT)) {
            case "none" -> DemoShape.Archive.NONE;
            case "cassandra" -> DemoShape.Archive.CASSANDRA;
            default -> throw new ParameterException(command.commandLine(), "--archive must be none or cassandra");
        };
        try {
            return new DemoShape(nodes, chosen, faults, seed, DemoShape.NodeSettings.STANDARD);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void announce(CommandSpec command, DemoShape shape, DemoPorts ports) {
        var out = command.commandLine().getOut();
        out.println("Shop (buy something here)  " + ports.shopUrl() + "/");
        out.println("Merchant API               " + ports.apiUrl() + "/v1/payments  (Bearer " + DemoPlan.API_KEY + ")");
        out.println("Bank callbacks             " + DemoPorts.url(ports.callbacks()) + "/callbacks/CHANNEL");
        for (int index = 0; index < ports.nodes().size(); index++) {
            NodePorts node = ports.nodes().get(index);
            String api = shape.nodes() == 1 ? "" : "   API " + node.apiUrl() + "  callbacks " + node.callbacksUrl();
            out.printf(
                    "%-26s %s/  /metrics  /health/ready%s%n",
                    DemoShape.node(index) + " operations", node.operationsUrl(), api);
        }
        out.println("Bank simulator             " + ports.bankUrl() + "/channels  /ledger");
        if (shape.hasArchive()) {
            out.println("Cassandra (archive)        " + "127.0.0.1:"
                    + ports.cassandra().cql());
        }
        if (shape.faults()) {
            out.println("Fault proxy                " + DemoPorts.url(ports.faultApi()) + "/proxies");
        }
        out.println("Webhook secret             " + ports.shopUrl() + "/webhook-secret");
        out.println("Logs                       .everswitch/logs/");
        out.println("READY");
        out.flush();
    }
}
