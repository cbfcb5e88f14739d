package io.everswitch.journal.spool;

/**
 * What the spool notes about the archive, as entries of its index. A mark of a change goes with the facts of the change, in the
 * same batch; the archiver takes it away when the archive has all of the history.
 */
final class ArchiveMarks {
    /** Persistence id → when it changed: the archive lacks facts of it. */
    static final String UNARCHIVED = "~unarchived";
    /** Persistence id → the highest number that the archive has. */
    static final String ARCHIVED = "~archived";

    private ArchiveMarks() {}

    static byte[] unarchived(String persistenceId) {
        return Keys.index(UNARCHIVED, persistenceId);
    }

    static byte[] archived(String persistenceId) {
        return Keys.index(ARCHIVED, persistenceId);
    }
}
