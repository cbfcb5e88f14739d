package io.everswitch.chaos.cli;

import io.everswitch.chaos.fault.FaultLinks;
import io.everswitch.chaos.fault.FaultSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts a demo's processes and waits until each is ready. What was started before a failure stays for {@code down}. */
final class DemoStarter {
    /** For all together: on two cores, several JVMs and a Cassandra take turns. */
    private static final Duration START_MAX = Duration.ofMinutes(3);

    private final Home home;
    private final Path catalog;
    private final DemoPorts ports;
    private final DemoShape shape;
    private final DemoPlan plan;

    DemoStarter(Home home, Path catalog, DemoPorts ports, DemoShape shape) {
        this.home = home;
        this.catalog = catalog.toAbsolutePath().normalize();
        this.ports = ports;
        this.shape = shape;
        this.plan = new DemoPlan(home, catalog, ports, shape);
    }

    void start(Map<String, String> environment) throws InterruptedException {
        if (shape.archive() == DemoShape.Archive.CASSANDRA) {
            CassandraPlan.requireJava(Runtime.version().feature());
        }
        String faultApi = shape.faults() ? faultApi(environment) : "";
        new DemoRecord(shape, catalog.toString(), faultApi).write(home);
        List<ManagedProcess.Plan> plans = shape.faults() ? behindLinks(faultApi) : plan.processes(Wiring.DIRECT);
        // All at once: a JVM's start is mostly waiting for its own class loading, and they find each other by retrying.
        for (ManagedProcess.Plan each : plans) {
            ManagedProcess process = new ManagedProcess(home, each.name());
            process.remember(each);
            if (isWantedNow(each)) {
                process.start(each);
            }
        }
        long deadline = System.nanoTime() + START_MAX.toNanos();
        Readiness readiness = new Readiness();
        for (ManagedProcess.Plan each : plans) {
            if (isWantedNow(each)) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                readiness.await(new ManagedProcess(home, each.name()), each.readyUrl(), left);
            }
        }
    }

    private boolean isWantedNow(ManagedProcess.Plan each) {
        return !each.name().equals(CassandraPlan.NAME) || shape.archive() == DemoShape.Archive.CASSANDRA;
    }

    private String faultApi(Map<String, String> environment) throws InterruptedException {
        String given = environment.get(FaultLinks.URL_VARIABLE);
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        // A new demo has its own links: those of the one before must not come back.
        plan.faultLinks().toFile().delete();
        ManagedProcess.Plan proxy = plan.faultProxy();
        ManagedProcess process = new ManagedProcess(home, proxy.name());
        process.start(proxy);
        new Readiness().await(process, proxy.readyUrl(), START_MAX);
        return DemoPorts.url(ports.faultApi());
    }

    /** The links stay when this object and its client are gone: they are the server's. */
    private List<ManagedProcess.Plan> behindLinks(String faultApi) {
        try {
            FaultWiring wiring = new FaultWiring(FaultLinks.at(URI.create(faultApi)), ports.faultLinks());
            List<ManagedProcess.Plan> plans = plan.processes(wiring);
            wiring.note(plan.faultLinks());
            return plans;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no fault proxy at " + faultApi + " (port " + FaultSettings.PORT + " is Toxiproxy's own)", e);
        }
    }
}
