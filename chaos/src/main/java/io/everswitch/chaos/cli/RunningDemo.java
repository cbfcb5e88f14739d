package io.everswitch.chaos.cli;

import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.chaos.check.EvidenceReader;
import io.everswitch.chaos.drill.DrillField;
import io.everswitch.chaos.load.LoadTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The demo that load and drills go to: the one that runs, or one that was started for them and ends with them. */
final class RunningDemo implements AutoCloseable, DrillField {
    private final Home home;
    private final Path catalog;
    private final DemoPorts ports;
    private final boolean ours;

    private RunningDemo(Home home, Path catalog, DemoPorts ports, boolean ours) {
        this.home = home;
        this.catalog = catalog;
        this.ports = ports;
        this.ours = ours;
    }

    /** The demo of this checkout, at the standard ports. */
    static RunningDemo findOrStart(Home home) throws InterruptedException {
        boolean runs = ManagedProcess.all(home).stream()
                .anyMatch(process -> process.handle().isPresent());
        if (runs) {
            return new RunningDemo(home, demoCatalog(home), DemoPorts.STANDARD, false);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> DownCommand.stopAll(home)));
        return start(home, demoCatalog(home), DemoPorts.STANDARD);
    }

    /** A demo of one's own. */
    static RunningDemo start(Home home, Path catalog, DemoPorts ports) throws InterruptedException {
        DemoCommand.start(home, new DemoPlan(home, catalog, ports).processes());
        return new RunningDemo(home, catalog, ports, true);
    }

    static Path demoCatalog(Home home) {
        return home.checkout().resolve("chaos/demo/channels.yaml");
    }

    @Override
    public LoadTarget target() {
        try {
            List<String> banks = ChannelCatalog.load(catalog).banks().stream()
                    .map(bank -> bank.id().value())
                    .toList();
            return new LoadTarget(List.of(ports.apiUrl()), DemoPlan.API_KEY, banks);
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
        return new ManagedProcess(home, DemoPlan.NODE).handle().stream().toList();
    }

    @Override
    public void killNode() {
        Optional<ProcessHandle> node = new ManagedProcess(home, DemoPlan.NODE).handle();
        node.ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    @Override
    public void startNode() throws InterruptedException {
        ManagedProcess node = new ManagedProcess(home, DemoPlan.NODE);
        ManagedProcess.Plan plan = node.plan();
        node.start(plan);
        new Readiness().await(node, plan.readyUrl(), Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        if (ours) {
            DownCommand.stopAll(home);
        }
    }
}
