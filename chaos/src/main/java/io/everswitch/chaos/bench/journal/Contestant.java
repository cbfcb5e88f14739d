package io.everswitch.chaos.bench.journal;

import java.util.Locale;

/** A journal that is measured. */
enum Contestant {
    /** Pekko's own in-memory journal: no copy outlives the process. What a durable journal is measured against. */
    IN_MEMORY("in-memory plugin", 1),

    /** Pekko Persistence Cassandra, every fact written to one Cassandra node before it is acknowledged. */
    CASSANDRA("Cassandra plugin", 1),

    /** This journal alone: acknowledged when the spool's log is on the disk. */
    EVERSWITCH_ONE("Everswitch, one node", 1),

    /** This journal on two nodes: acknowledged when the spool and the other node's memory have it. */
    EVERSWITCH_TWO("Everswitch, two nodes", 2);

    private final String title;
    private final int processes;

    Contestant(String title, int processes) {
        this.title = title;
        this.processes = processes;
    }

    String title() {
        return title;
    }

    /** Its name in figures and options. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** JVMs that share the load. */
    int processes() {
        return processes;
    }
}
