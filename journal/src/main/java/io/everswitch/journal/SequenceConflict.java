package io.everswitch.journal;

/**
 * An append that does not extend the highest sequence number, and is not a repeat of what stands there: somebody else wrote
 * in between, or the writer is stale. Nothing was written; the writer has to recover.
 */
public final class SequenceConflict extends JournalException {

    private static final long serialVersionUID = 1L;

    private final String persistenceId;
    private final long firstSequenceNr;
    private final long highestSequenceNr;

    public SequenceConflict(String persistenceId, long firstSequenceNr, long highestSequenceNr) {
        super(
                "append to " + persistenceId + " starts at " + firstSequenceNr + ", the highest stored is "
                        + highestSequenceNr,
                null);
        this.persistenceId = persistenceId;
        this.firstSequenceNr = firstSequenceNr;
        this.highestSequenceNr = highestSequenceNr;
    }

    public String persistenceId() {
        return persistenceId;
    }

    /** The sequence number that the refused append wanted to start at. */
    public long firstSequenceNr() {
        return firstSequenceNr;
    }

    /** The highest sequence number that stood when it was refused. */
    public long highestSequenceNr() {
        return highestSequenceNr;
    }

    @Override
    public boolean surelyNotStored() {
        return true;
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
