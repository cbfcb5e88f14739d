package io.everswitch.journal.archive;

import java.util.List;

/**
 * How the archive is.
 *
 * @param backlog histories that it lacks facts of and that are ripe, of those in this node's charge; -1 if unknown
 * @param oldestUnarchivedAgeMs age of the oldest of them by its id, 0 if there is none
 * @param archivedFacts facts that this process brought to it
 * @param failures histories whose writing failed and was or will be repeated
 * @param forgotten histories that this node's spool forgot because the archive has them
 * @param differing histories that were kept because the spool's facts are not the archive's, each time they were met
 */
public record ArchiveStatus(
        List<CellStatus> cells,
        long backlog,
        long oldestUnarchivedAgeMs,
        long archivedFacts,
        long failures,
        long forgotten,
        long differing) {
    public static final ArchiveStatus NONE = new ArchiveStatus(List.of(), 0, 0, 0, 0, 0, 0);

    /** @param complaint why it is not used now; empty if it is */
    public record CellStatus(int id, int weight, String complaint) {
        public boolean healthy() {
            return complaint.isEmpty();
        }
    }

    public ArchiveStatus {
        cells = List.copyOf(cells);
    }

    public boolean healthy() {
        return cells.stream().allMatch(CellStatus::healthy);
    }
}
