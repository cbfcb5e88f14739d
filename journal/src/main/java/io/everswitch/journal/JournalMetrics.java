package io.everswitch.journal;

/**
 * Told about what the journal does, so that the process can count it. Called on the journal's own threads, several at a
 * time: an implementation must be quick, must not block and must not throw.
 */
public interface JournalMetrics {

    /** Counts nothing. */
    JournalMetrics NONE = new JournalMetrics() {};

    /** An append was acknowledged; nanoseconds since it was handed to the journal. */
    default void appendAcknowledged(int facts, long nanos) {}

    /** One batch was written; {@code nanos} is write and fsync together, {@code synced} whether there was an fsync. */
    default void batchWritten(int facts, long bytes, long nanos, boolean synced) {}

    /** Facts waiting for the next batch, as a batch was taken. */
    default void queueLength(long facts) {}

    /** Facts were read back for one persistence id. */
    default void replayed(int facts, long nanos) {}

    /** Facts were acknowledged while fewer stores than normal hold them. */
    default void exposed(int facts) {}

    /** Something was refused or failed; {@code kind} is the simple name of the {@link JournalException}. */
    default void failed(String kind) {}

    /** Facts of one history reached the archive; nanoseconds of its writes together. */
    default void archived(int facts, long nanos) {}

    /** A history could not be written into the archive; it will be tried again. */
    default void archiveFailed() {}

    /** What the archive lacks, at least, -1 if unknown, and how old the oldest of it is. */
    default void archiveBacklog(long histories, long oldestAgeMs) {}

    /** Whether a store of this node takes facts; told now and then. {@code store} is one of few names. */
    default void storeHealth(String store, boolean healthy) {}

    /** How many partitions of the working set are in doubt, of the histories and of the index together; told now and then. */
    default void inDoubt(int partitions) {}

    /** How many ids, in this node's part of the working set, have facts that lost a conflict and wait for somebody's decision. */
    default void conflictsAside(int ids) {}

    /**
     * How many entries of the working set this node holds in memory, its own and those it keeps as a backup; with them one for
     * each partition, its ledger. Told now and then.
     */
    default void workingSetHeld(long histories, long index) {}
}
