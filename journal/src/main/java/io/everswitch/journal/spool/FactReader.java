package io.everswitch.journal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.everswitch.journal.JournalCorrupt;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoredFact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Reads facts back and makes sure that none is missing. On readers' threads. */
final class FactReader {

    private final SpoolDatabase db;

    FactReader(SpoolDatabase db) {
        this.db = db;
    }

    long highestSequenceNr(String persistenceId) throws RocksDBException {
        return Head.decode(db.get(Cf.HEADS, Keys.head(persistenceId))).highestSequenceNr();
    }

    /** Heads in the order of their ids. */
    List<SpoolHead> heads(@Nullable String afterId, int limit) throws RocksDBException {
        List<SpoolHead> found = new ArrayList<>();
        byte[] after = afterId == null ? new byte[0] : Keys.head(afterId);
        try (RocksIterator heads = db.iterator(Cf.HEADS)) {
            heads.seek(after);
            while (heads.isValid() && found.size() < limit) {
                if (afterId == null || !Arrays.equals(heads.key(), after)) {
                    found.add(head(new String(heads.key(), UTF_8), heads.value()));
                }
                heads.next();
            }
            heads.status();
        }
        return found;
    }

    SpoolHead head(String persistenceId) throws RocksDBException {
        return head(persistenceId, db.get(Cf.HEADS, Keys.head(persistenceId)));
    }

    private static SpoolHead head(String persistenceId, byte @Nullable [] stored) {
        Head head = Head.decode(stored);
        return new SpoolHead(persistenceId, head.highestSequenceNr(), head.nextDueAtMs(), head.closed());
    }

    int replay(ReplayRange range, Consumer<StoredFact> into) throws RocksDBException {
        long from = Math.max(1, range.fromSequenceNr());
        // The head first: what it promises must be there when the facts are looked at afterwards.
        long to = Math.min(range.toSequenceNr(), highestSequenceNr(range.persistenceId()));
        if (from > to || range.max() <= 0) {
            return 0;
        }
        long last = Math.min(to, from + Math.min(range.max(), to) - 1);
        byte[] id = Keys.head(range.persistenceId());
        byte[] end = Keys.factsEnd(id);
        long expected = from;
        try (RocksIterator facts = db.iterator(Cf.FACTS)) {
            facts.seek(Keys.fact(id, from));
            while (expected <= last && facts.isValid()) {
                byte[] key = facts.key();
                if (key.length != end.length + Long.BYTES
                        || !Keys.startsWith(key, id)
                        || Keys.sequenceNrOfFact(key) != expected) {
                    break;
                }
                into.accept(new StoredFact(expected, FactBytes.open(key, facts.value())));
                expected++;
                facts.next();
            }
            facts.status();
        }
        if (expected <= last) {
            throw new JournalCorrupt("fact " + expected + " of " + range.persistenceId() + " is missing");
        }
        return (int) Math.min(Integer.MAX_VALUE, expected - from);
    }
}
