package io.everswitch.chaos.cli;

import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.chaos.check.EvidenceReader;
import io.everswitch.chaos.drill.Field;
import io.everswitch.chaos.fault.FaultLinks;
import io.everswitch.chaos.load.LoadTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The demo that load and drills go to: the one that runs, or one that was started for them and ends with them. */
final class RunningDemo implements AutoCloseable, Field {
    private static final Duration START_MAX = Duration.ofSeconds(90);

    private final Home home;
    private final DemoPorts ports;
    private final DemoRecord record;
    private final boolean ours;
    private @Nullable FaultLinks links;

    private RunningDemo(Home home, DemoPorts ports, DemoRecord record, boolean ours) {
        this.home = home;
        this.ports = ports;
        this.record = record;
        this.ours = ours;
    }

    /** The demo of this checkout, at the standard ports, whatever its shape. */
    static RunningDemo findOrStart(Home home) throws InterruptedException {
        Optional<RunningDemo> running = find(home);
        return running.isPresent() ? running.get() : startHere(home, demoCatalog(home), DemoShape.SMALLEST);
    }

    /**
     * The demo of this checkout in the wanted shape.
     *
     * @throws IllegalStateException if one of another shape runs: a drill must not judge what it did not ask for
     */
    static RunningDemo findOrStart(Home home, DemoShape wanted) throws InterruptedException {
        Optional<RunningDemo> running = find(home);
        if (running.isEmpty()) {
            return startHere(home, demoCatalog(home), wanted);
        }
        if (!running.get().record.shape().serves(wanted)) {
            throw new IllegalStateException("another demo runs ("
                    + running.get().record.shape() + "), wanted is " + wanted + "; end it with ./everswitch down");
        }
        return running.get();
    }

    /** Fails when the demo of this checkout runs: another one would want the same ports. */
    static void requireNone(Home home) {
        if (ManagedProcess.all(home).stream()
                .anyMatch(process -> process.handle().isPresent())) {
            throw new IllegalStateException("a demo runs already; end it with ./everswitch down");
        }
    }

    /**
     * A demo that has nothing left from an earlier one: neither what that one's tables and spools would bring back, nor
     * disks that its nodes would wait for.
     *
     * @param home of this demo alone
     */
    static RunningDemo startFresh(Home home, Path catalog, DemoShape shape) throws IOException, InterruptedException {
        DownCommand.stopAll(home);
        try (Stream<Path> left = Files.walk(home.state())) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        return startHere(home, catalog, shape);
    }

    private static Optional<RunningDemo> find(Home home) {
        boolean runs = ManagedProcess.all(home).stream()
                .anyMatch(process -> process.handle().isPresent());
        if (!runs) {
            return Optional.empty();
        }
        DemoRecord record = DemoRecord.read(home)
                .orElseThrow(() -> new IllegalStateException("what runs is unknown; end it with ./everswitch down"));
        return Optional.of(
                new RunningDemo(home, DemoPorts.standard(record.shape().nodes()), record, false));
    }

    private static RunningDemo startHere(Home home, Path catalog, DemoShape shape) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> DownCommand.stopAll(home)));
        return start(home, catalog, DemoPorts.standard(shape.nodes()), shape);
    }

    /** A demo of one's own. What was started stays for {@link #close}, or for {@code down} if this fails. */
    static RunningDemo start(Home home, Path catalog, DemoPorts ports, DemoShape shape) throws InterruptedException {
        DownCommand.stopAll(home);
        try {
            new DemoStarter(home, catalog, ports, shape).start(System.getenv());
        } catch (RuntimeException | InterruptedException e) {
            DownCommand.stopAll(home);
            throw e;
        }
        DemoRecord record = DemoRecord.read(home).orElseThrow();
        return new RunningDemo(home, ports, record, true);
    }

    static Path demoCatalog(Home home) {
        return home.checkout().resolve("chaos/demo/channels.yaml");
    }

    DemoShape shape() {
        return record.shape();
    }

    @Override
    public List<String> nodes() {
        List<String> names = new ArrayList<>();
        for (int index = 0; index < ports.nodes().size(); index++) {
            names.add(DemoShape.node(index));
        }
        return names;
    }

    @Override
    public LoadTarget target() {
        try {
            List<String> banks = ChannelCatalog.load(Path.of(record.catalog())).banks().stream()
                    .map(bank -> bank.id().value())
                    .toList();
            List<String> apis = ports.nodes().stream().map(NodePorts::apiUrl).toList();
            String door = apis.size() == 1 ? "" : ports.apiUrl();
            return new LoadTarget(apis, DemoPlan.API_KEY, banks, door);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CatalogException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public EvidenceReader evidence() {
        return new EvidenceReader(ports.apiUrl(), DemoPlan.API_KEY, ports.bankUrl(), ports.shopUrl());
    }

    @Override
    public String bankControl() {
        return ports.bankUrl();
    }

    List<ProcessHandle> switchProcesses() {
        return nodes().stream().flatMap(node -> process(node).handle().stream()).toList();
    }

    @Override
    public void kill(String process) {
        process(process).kill();
    }

    @Override
    public void pause(String process) {
        Signals.send("STOP", alive(process).pid());
    }

    @Override
    public void resume(String process) {
        Signals.send("CONT", alive(process).pid());
    }

    /** Of a process that runs. */
    long pid(String process) {
        return alive(process).pid();
    }

    private ProcessHandle alive(String process) {
        return process(process).handle().orElseThrow(() -> new IllegalStateException(process + " does not run"));
    }

    @Override
    public void start(String process) throws InterruptedException {
        ManagedProcess managed = process(process);
        ManagedProcess.Plan plan = managed.plan();
        managed.start(plan);
        new Readiness().await(managed, plan.readyUrl(), START_MAX);
    }

    @Override
    public void stop(String process) {
        ManagedProcess managed = process(process);
        managed.askToEnd();
        managed.awaitEnd();
    }

    @Override
    public boolean has(String process) {
        // Its folder proves nothing: an earlier demo of another shape may have left it.
        return ManagedProcess.all(home).stream().anyMatch(each -> each.name().equals(process));
    }

    @Override
    public boolean running(String process) {
        return process(process).handle().isPresent();
    }

    @Override
    public String operationsUrl(String node) {
        return ports(node).operationsUrl();
    }

    @Override
    public String apiUrl(String node) {
        return ports(node).apiUrl();
    }

    @Override
    public FaultLinks links() {
        if (!record.shape().faults()) {
            throw new IllegalStateException("this demo was started without --faults");
        }
        try {
            FaultLinks open = links;
            if (open == null) {
                open = FaultLinks.at(URI.create(record.faultApi()));
                open.adoptAll();
                links = open;
            }
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException("the fault proxy does not answer", e);
        }
    }

    @Override
    public void cutOff(String node) {
        NodeNetwork network = NodeNetwork.of(home);
        // Whatever ends this process, short of kill -9, must not leave an address of the machine dead.
        Runtime.getRuntime().addShutdownHook(new Thread(network::healAll));
        network.cut(ports(node).clusterHost());
    }

    @Override
    public void heal(String node) {
        NodeNetwork.of(home).heal(ports(node).clusterHost());
    }

    @Override
    public void addCell() {
        try {
            InetSocketAddress first = links().address(CassandraPlan.NAME);
            CassandraPlan.twoCells(
                    home,
                    first.getHostString() + ':' + first.getPort(),
                    new CassandraPlan(home, ports.cassandra()).address());
        } catch (IOException e) {
            throw new UncheckedIOException("the fault proxy does not answer", e);
        }
    }

    @Override
    public Path dataDir(String process) {
        int index = nodes().indexOf(process);
        return index < 0
                ? home.state().resolve(process)
                : NodePlan.dataDir(home, record.shape().settings(), index);
    }

    private ManagedProcess process(String name) {
        return new ManagedProcess(home, name);
    }

    private NodePorts ports(String node) {
        int index = nodes().indexOf(node);
        if (index < 0) {
            throw new IllegalArgumentException("no node " + node + ", there are " + nodes());
        }
        return ports.nodes().get(index);
    }

    @Override
    public void close() {
        NodeNetwork.of(home).healAll();
        if (ours) {
            DownCommand.stopAll(home);
        }
    }
}
