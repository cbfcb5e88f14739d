package io.everswitch.journal.workingset;

import java.util.List;

/**
 * What a member saw when it last looked at the ledgers.
 *
 * @param historyPartitions partitions whose histories are in doubt
 * @param indexPartitions partitions whose index entries are in doubt
 * @param partitions how many there are
 * @param awaited spools that may hold more and are neither back nor given up
 */
record InDoubt(int historyPartitions, int indexPartitions, int partitions, List<String> awaited) {

    static final InDoubt UNKNOWN = new InDoubt(1, 1, 1, List.of());

    InDoubt {
        awaited = List.copyOf(awaited);
    }

    boolean all() {
        return historyPartitions == partitions && indexPartitions == partitions;
    }

    boolean none() {
        return historyPartitions == 0 && indexPartitions == 0;
    }

    /** Empty when nothing is in doubt. */
    String reason() {
        if (none()) {
            return "";
        }
        String what = all()
                ? "everything"
                : historyPartitions + " and, of the index, " + indexPartitions + " of " + partitions + " partitions";
        return what + " in doubt" + (awaited.isEmpty() ? "" : ", awaited: " + String.join(", ", awaited));
    }
}
