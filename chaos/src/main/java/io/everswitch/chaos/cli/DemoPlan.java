package io.everswitch.chaos.cli;

import io.everswitch.channel.catalog.CatalogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a demo consists of: its processes in starting order, with the configuration and secrets that they need. */
final class DemoPlan {
    static final String API_KEY = "sk_demo_merchant";
    static final String NODE = DemoShape.node(0);
    static final String FAULT_PROXY = "fault-proxy";
    static final String DOOR = "front-door";

    private final Home home;
    private final Path channels;
    private final DemoPorts ports;
    private final DemoShape shape;

    DemoPlan(Home home, Path channels, DemoPorts ports, DemoShape shape) {
        this.home = home;
        this.channels = channels.toAbsolutePath().normalize();
        this.ports = ports;
        this.shape = shape;
    }

    /** The server that links lead through; started before all others, which need its addresses. */
    ManagedProcess.Plan faultProxy() {
        Path links = faultLinks();
        if (!links.toFile().exists()) {
            DemoFiles.written(links, "[]\n");
        }
        List<String> command = new JavaCommand(FAULT_PROXY, home.chaosClassPath(), 384)
                .flag(JavaCommand.QUICK_TO_WARM)
                .main(
                        "io.everswitch.chaos.fault.FaultProxyMain",
                        "--port",
                        Integer.toString(ports.faultApi()),
                        "--seed",
                        Long.toString(shape.seed()),
                        "--config",
                        links.toString());
        return new ManagedProcess.Plan(FAULT_PROXY, command, DemoPorts.url(ports.faultApi()) + "/version");
    }

    Path faultLinks() {
        return home.conf().resolve("fault-links.json");
    }

    /** @param wiring what disturbed links lead through */
    List<ManagedProcess.Plan> processes(Wiring wiring) {
        List<ManagedProcess.Plan> plans = new ArrayList<>();
        // The slowest starter first.
        Path cells = null;
        if (shape.hasArchive()) {
            CassandraPlan cassandra = new CassandraPlan(home, ports.cassandra());
            plans.add(cassandra.plan());
            cells = CassandraPlan.cells(home, wiring.through(CassandraPlan.NAME, cassandra.address()));
        }
        plans.add(bankSimulator());
        plans.add(shop());
        String webhooks = wiring.through("webhooks", "127.0.0.1:" + ports.shop());
        String callbacks = wiring.through("callbacks", "127.0.0.1:" + ports.callbacks());
        NodePlan.Surroundings surroundings = new NodePlan.Surroundings(
                nodeChannels(wiring), ports.apiUrl(), "http://" + callbacks, "http://" + webhooks + "/webhooks", cells);
        plans.addAll(new NodePlan(home, ports, shape, surroundings).plans());
        if (shape.nodes() > 1) {
            plans.add(door());
        }
        return plans;
    }

    private Path nodeChannels(Wiring wiring) {
        if (!shape.faults()) {
            return channels;
        }
        try {
            return DemoFiles.written(home.conf().resolve("channels.yaml"), DisturbedCatalog.of(channels, wiring));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CatalogException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private ManagedProcess.Plan bankSimulator() {
        List<String> command = new JavaCommand("bank-simulator", home.chaosClassPath(), 1024)
                .main(
                        "io.everswitch.chaos.bank.BankSimulatorMain",
                        "--channels",
                        channels.toString(),
                        "--control-port",
                        Integer.toString(ports.bank()),
                        "--books",
                        home.state().resolve("bank-books.jsonl").toString());
        return new ManagedProcess.Plan("bank-simulator", command, ports.bankUrl() + "/health");
    }

    private ManagedProcess.Plan shop() {
        List<String> command = new JavaCommand("shop", home.chaosClassPath(), 768)
                .main(
                        "io.everswitch.chaos.shop.ShopMain",
                        "--port",
                        Integer.toString(ports.shop()),
                        "--switch",
                        ports.apiUrl(),
                        "--api-key",
                        API_KEY,
                        "--secret-file",
                        new DemoFiles(home).webhookSecret().toString());
        return new ManagedProcess.Plan("shop", command, ports.shopUrl() + "/health");
    }

    private ManagedProcess.Plan door() {
        List<String> arguments = new ArrayList<>(List.of(
                "--api-port",
                Integer.toString(ports.door().api()),
                "--callbacks-port",
                Integer.toString(ports.door().callbacks())));
        for (int index = 0; index < ports.nodes().size(); index++) {
            NodePorts node = ports.nodes().get(index);
            arguments.add("--node");
            arguments.add(DemoShape.node(index) + "=127.0.0.1:" + node.api() + ":" + node.callbacks() + ":"
                    + node.operations());
        }
        List<String> command = new JavaCommand(DOOR, home.chaosClassPath(), 256)
                .flag(JavaCommand.QUICK_TO_WARM)
                .main("io.everswitch.chaos.door.DoorMain", arguments.toArray(String[]::new));
        return new ManagedProcess.Plan(DOOR, command, DemoPorts.url(ports.door().api()) + "/-/ready");
    }
}
