package io.everswitch.chaos.drill;

import io.everswitch.chaos.check.EvidenceReader;
import io.everswitch.chaos.fault.FaultLinks;
import io.everswitch.chaos.load.LoadTarget;
import java.nio.file.Path;
import java.util.List;

/**
 * What a drill may do to a running demo. Processes are named as in {@code .everswitch/run/NAME.pid}. One thread at a time;
 * everything blocks.
 */
public interface Field {
    /** The switch's nodes, dead or alive. */
    List<String> nodes();

    LoadTarget target();

    EvidenceReader evidence();

    /** Base URL of the bank simulator's control. */
    String bankControl();

    /** kill −9, and waits until the process is gone. Nothing to do if it is gone already. */
    void kill(String process);

    /** SIGSTOP. */
    void pause(String process);

    /** SIGCONT. */
    void resume(String process);

    /** Starts it again as it was, and waits until it is ready. */
    void start(String process) throws InterruptedException;

    /** SIGTERM, and waits until the process is gone; it can be started again. */
    void stop(String process) throws InterruptedException;

    boolean running(String process);

    /** Whether there is such a process here, running or not, that can be started. */
    boolean has(String process);

    /** Base URL of a node's metrics and health. */
    String operationsUrl(String node);

    /** Base URL of a node's own merchant API, past any front door. */
    String apiUrl(String node);

    /** The links between processes; refused where the demo was started without them. */
    FaultLinks links();

    /** No packet of the cluster or the working set reaches the node any more, nor leaves it. */
    void cutOff(String node);

    void heal(String node);

    /** Where a process keeps what must survive it: a node's spool, Cassandra's tables. */
    Path dataDir(String process);

    /** A second archive cell appears in the configuration that the nodes re-read. */
    void addCell();
}
