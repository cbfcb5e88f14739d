package io.everswitch.journal.spool;

import io.everswitch.journal.SequenceConflict;
import io.everswitch.journal.store.Append;
import java.util.Arrays;
import org.rocksdb.RocksDBException;

/** An append on its way: extends, repeats, or is refused. */
final class AppendWork extends Work<Long> {

    private final Append append;

    AppendWork(Append append) {
        super(append.facts().size(), append.bytes());
        this.append = append;
    }

    @Override
    boolean prepare(Batch batch) throws RocksDBException {
        Head head = batch.head(append.persistenceId());
        long highest = head.highestSequenceNr();
        if (append.firstSequenceNr() == highest + 1) {
            batch.extend(head, append);
            succeed(append.lastSequenceNr());
            return true;
        }
        if (append.lastSequenceNr() <= highest) {
            if (batch.touches(append.persistenceId())) {
                return false;
            }
            if (standsThere(batch)) {
                succeed(append.lastSequenceNr());
                return true;
            }
        }
        refuse(new SequenceConflict(append.persistenceId(), append.firstSequenceNr(), highest));
        return true;
    }

    private boolean standsThere(Batch batch) throws RocksDBException {
        byte[] id = Keys.head(append.persistenceId());
        long sequenceNr = append.firstSequenceNr();
        for (byte[] fact : append.facts()) {
            byte[] key = Keys.fact(id, sequenceNr++);
            byte[] stored = batch.storedFact(key);
            if (stored == null || !Arrays.equals(FactBytes.open(key, stored), fact)) {
                return false;
            }
        }
        return true;
    }
}
