package io.everswitch.journal.spool;

import io.everswitch.journal.SequenceConflict;
import io.everswitch.journal.store.Append;
import org.rocksdb.RocksDBException;

/**
 * Makes this spool's end of a history what the working set says it is: what stands from the tail's first number on is
 * replaced. Only for facts that the working set's answer outlived: they were never acknowledged, or are kept aside there.
 */
final class AdoptWork extends Work<Long> {

    private final Append tail;
    private final long expectedHighest;

    /** @param expectedHighest what stood when the decision was made; refused if it moved since */
    AdoptWork(Append tail, long expectedHighest) {
        super(tail.facts().size(), tail.bytes());
        this.tail = tail;
        this.expectedHighest = expectedHighest;
    }

    @Override
    boolean prepare(Batch batch) throws RocksDBException {
        String id = tail.persistenceId();
        if (batch.touches(id)) {
            return false;
        }
        Head head = batch.head(id);
        if (head.highestSequenceNr() != expectedHighest || tail.firstSequenceNr() > expectedHighest + 1) {
            refuse(new SequenceConflict(id, tail.firstSequenceNr(), head.highestSequenceNr()));
            return true;
        }
        byte[] key = Keys.head(id);
        for (long beyond = tail.lastSequenceNr() + 1; beyond <= expectedHighest; beyond++) {
            batch.removeFact(Keys.fact(key, beyond));
        }
        batch.extend(head, tail);
        succeed(tail.lastSequenceNr());
        return true;
    }
}
