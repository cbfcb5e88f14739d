package io.everswitch.chaos.drill;

/**
 * The demo that a drill needs.
 *
 * @param nodes at least so many
 * @param archive whether there is a Cassandra
 * @param faults whether links go through the fault proxy
 * @param smallDiskMb size of a small disk under the spool of node-1; 0: the ordinary one
 * @param channels so many, made of the demo's over all families; 0: the demo's own catalog
 */
public record Shape(int nodes, Archive archive, boolean faults, int smallDiskMb, int channels) {
    /**
     * Of each channel of a catalog that was made for a drill, on each node. Small, so that a bank which hangs comes to it with
     * the load that two cores carry; a bank that answers in 50 ms and gets two payments in a second never does.
     */
    public static final int IN_FLIGHT_MAX = 4;

    /** One node, nothing else. */
    public static final Shape ONE_NODE = new Shape(1, Archive.NONE, false, 0);

    /** Three nodes without an archive. */
    public static final Shape THREE_NODES = new Shape(3, Archive.NONE, false, 0);

    /** Three nodes, and an archive behind the fault proxy. */
    public static final Shape WITH_ARCHIVE = new Shape(3, Archive.RUNNING, true, 0);

    /** One node, and as many channels as a large house has. */
    public static final Shape MANY_CHANNELS = new Shape(1, Archive.NONE, false, 0, 500);

    /** With the demo's own catalog. */
    public Shape(int nodes, Archive archive, boolean faults, int smallDiskMb) {
        this(nodes, archive, faults, smallDiskMb, 0);
    }

    /** Whether there is a Cassandra. */
    public enum Archive {
        NONE,
        RUNNING,
        /** Configured, and started by the drill. */
        LATER
    }

    /** The command that starts a demo of this shape. */
    public String command() {
        return "./everswitch demo --nodes " + nodes + (archive == Archive.NONE ? "" : " --archive cassandra")
                + (faults ? " --faults" : "");
    }
}
