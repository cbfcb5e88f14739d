package io.everswitch.chaos.cli;

import io.everswitch.chaos.check.EvidenceReader;
import io.everswitch.chaos.drill.DrillField;
import io.everswitch.chaos.drill.Field;
import io.everswitch.chaos.fault.FaultLinks;
import io.everswitch.chaos.load.LoadTarget;
import java.nio.file.Path;
import java.util.List;

/** A demo of one node as a field of drills; refuses what only more nodes or more processes can do. */
final class OneNodeField implements Field {
    private final DrillField demo;
    private final Path state;
    private volatile boolean killed;

    OneNodeField(DrillField demo, Path state) {
        this.demo = demo;
        this.state = state;
    }

    @Override
    public List<String> nodes() {
        return List.of(DemoPlan.NODE);
    }

    @Override
    public LoadTarget target() {
        return demo.target();
    }

    @Override
    public EvidenceReader evidence() {
        return demo.evidence();
    }

    @Override
    public String bankControl() {
        return demo.bankControl();
    }

    @Override
    public void kill(String process) {
        ours(process);
        killed = true;
        demo.killNode();
    }

    @Override
    public void pause(String process) {
        throw refused();
    }

    @Override
    public void resume(String process) {
        throw refused();
    }

    @Override
    public void start(String process) throws InterruptedException {
        ours(process);
        demo.startNode();
        killed = false;
    }

    @Override
    public void stop(String process) {
        throw refused();
    }

    @Override
    public boolean running(String process) {
        return process.equals(DemoPlan.NODE) && !killed;
    }

    @Override
    public String operationsUrl(String node) {
        throw refused();
    }

    @Override
    public String apiUrl(String node) {
        return demo.target().apiUrls().get(0);
    }

    @Override
    public FaultLinks links() {
        throw refused();
    }

    @Override
    public void cutOff(String node) {
        throw refused();
    }

    @Override
    public void heal(String node) {
        throw refused();
    }

    @Override
    public Path dataDir(String process) {
        return state.resolve(process);
    }

    private static void ours(String process) {
        if (!process.equals(DemoPlan.NODE)) {
            throw new IllegalArgumentException("a demo of one node has no " + process);
        }
    }

    private static IllegalStateException refused() {
        return new IllegalStateException("a demo of one node cannot do that");
    }
}
