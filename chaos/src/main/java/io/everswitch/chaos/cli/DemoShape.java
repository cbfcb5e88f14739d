package io.everswitch.chaos.cli;

import java.util.Map;

/**
 * What a demo consists of, beside its ports and its channel catalog.
 *
 * @param faults whether links that drills disturb go through a fault proxy
 * @param seed of the fault proxy's chance
 */
record DemoShape(int nodes, Archive archive, boolean faults, long seed, NodeSettings settings) {
    /** The console's ports of ten would run into those of another site. */
    static final int NODES_MAX = 9;

    /** One node, embedded, no archive. */
    static final DemoShape SMALLEST = new DemoShape(1, Archive.NONE, false, 1, NodeSettings.STANDARD);

    DemoShape {
        if (nodes < 1 || nodes > NODES_MAX) {
            throw new IllegalArgumentException("--nodes must be 1 to " + NODES_MAX);
        }
    }

    enum Archive {
        NONE,
        CASSANDRA,
        /** Configured, but started only by {@code start cassandra-1}. */
        CASSANDRA_LATER
    }

    /**
     * What drills vary at all nodes.
     *
     * @param retentionS how long the working set keeps a closed payment; a day is the node's own default
     * @param archiveAfterS how long after its end a payment goes to the archive
     * @param archiveOpenAfterS how long a payment may be open until its facts go there anyway
     * @param dataDirs where a node's spool lies, if not in the state folder: for example on a small disk
     * @param quickToWarm whether nodes do without the optimizing compiler: see {@link JavaCommand#QUICK_TO_WARM}
     */
    record NodeSettings(
            int retentionS,
            int archiveAfterS,
            int archiveOpenAfterS,
            Map<String, String> dataDirs,
            boolean quickToWarm) {
        static final NodeSettings STANDARD = new NodeSettings(86_400, 1, 300, Map.of(), false);

        /** For drills: they judge what is done, not how fast it could be done. */
        static final NodeSettings DRILL = new NodeSettings(86_400, 1, 300, Map.of(), true);

        NodeSettings {
            dataDirs = Map.copyOf(dataDirs);
        }
    }

    boolean hasArchive() {
        return archive != Archive.NONE;
    }

    DemoShape withDataDir(String node, String dir) {
        return withSettings(new NodeSettings(
                settings.retentionS(),
                settings.archiveAfterS(),
                settings.archiveOpenAfterS(),
                Map.of(node, dir),
                settings.quickToWarm()));
    }

    DemoShape withNodes(int number) {
        return new DemoShape(number, archive, faults, seed, settings);
    }

    DemoShape withArchive(Archive other) {
        return new DemoShape(nodes, other, faults, seed, settings);
    }

    DemoShape withFaults(long withSeed) {
        return new DemoShape(nodes, archive, true, withSeed, settings);
    }

    DemoShape withSettings(NodeSettings other) {
        return new DemoShape(nodes, archive, faults, seed, other);
    }

    /** Whether a demo of this shape serves who wants the other: more nodes or links that nobody disturbs do no harm. */
    boolean serves(DemoShape wanted) {
        return nodes >= wanted.nodes
                && archive == wanted.archive
                && (faults || !wanted.faults)
                && settings.equals(wanted.settings);
    }

    static String node(int index) {
        return "node-" + (index + 1);
    }
}
