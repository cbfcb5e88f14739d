package io.everswitch.chaos.drill;

import io.everswitch.chaos.check.EvidenceReader;
import io.everswitch.chaos.load.LoadTarget;

/** What a drill may do to a running demo. */
public interface DrillField {
    LoadTarget target();

    EvidenceReader evidence();

    /** Base URL of the bank simulator's control. */
    String bankControl();

    /** kill −9, and waits until the process is gone. */
    void killNode();

    /** Starts the node again as it was, and waits until it is ready. */
    void startNode() throws InterruptedException;
}
