package io.everswitch.chaos.bench.memory;

import io.everswitch.chaos.load.LoadTarget;
import java.nio.file.Path;
import java.util.List;

/**
 * The switch that is measured.
 *
 * @param workingSet whether nodes keep histories in memory: a node by itself does not
 */
public record MemorySite(LoadTarget target, List<Node> nodes, boolean workingSet) {
    public MemorySite {
        nodes = List.copyOf(nodes);
    }

    /** @param dataDir where its spool lies */
    public record Node(String name, long pid, String operationsUrl, Path dataDir) {}

    /** In how many nodes' memory a history is. */
    int copies() {
        return workingSet ? 2 : 0;
    }
}
