package io.everswitch.journal.workingset;

import java.util.concurrent.atomic.LongAdder;

/** Conflicts that merges found in this process. Static because Hazelcast makes merge policies by their class's name. */
final class Conflicts {

    static final LongAdder MERGED = new LongAdder();

    private Conflicts() {}
}
