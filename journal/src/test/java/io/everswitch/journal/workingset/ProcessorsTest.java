package io.everswitch.journal.workingset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.map.EntryProcessor;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.ReplayRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is decided on the primary and told to a backup, each an entry by itself, without Hazelcast between them. */
final class ProcessorsTest {

    private Ledger whole = Ledger.empty().begin("n", "r", Known.NOTHING).end("n", "r", Known.NOTHING, 0);
    private final Cell<History> primary = new Cell<>();
    private final Cell<History> backup = new Cell<>();

    @Test
    void append_backupThatMissedOne_doesNotAcknowledgeAndTheRepeatMendsIt() {
        assertTrue(run(append(1, false, "a")).done);
        assertNull(backup.value, "this backup was not told");
        Reply second = run(append(2, false, "b"));
        assertTrue(second.done);
        EntryProcessor<String, History, Reply> told = primary.lastBackup();
        assertThrows(HazelcastException.class, () -> told.process(backup));
        assertNull(backup.value);

        assertTrue(run(append(2, true, "b")).done);
        primary.lastBackup().process(backup);
        assertEquals(List.of("a", "b"), texts(backup.value));
        assertEquals(List.of("a", "b"), texts(primary.value), "the repeat wrote nothing twice");
    }

    @Test
    void append_backup_isToldTheSameState() {
        tell(append(1, false, "a", "b"));
        tell(new AppendProcessor(
                new Append(
                        "p",
                        3,
                        bytes("c"),
                        new Append.Marks(70, true),
                        List.of(new IndexEntry("s", "k", "v"), new IndexEntry("s", "gone", null))),
                9,
                false));
        History at = backup.value;
        assertNotNull(at);
        assertEquals(List.of("a", "b", "c"), texts(at));
        assertEquals(70, at.nextDueAtMs());
        assertTrue(at.closed());
        assertEquals(List.of(new IndexEntry("s", "k", "v")), at.index());
        // Told twice: a backup that has it already agrees.
        primary.lastBackup().process(backup);
        assertEquals(List.of("a", "b", "c"), texts(backup.value));
    }

    @Test
    void append_refused_changesNothingAndTellsNobody() {
        tell(append(1, false, "a"));
        Reply refused = run(append(1, false, "x"));
        assertFalse(refused.done);
        assertEquals(1, refused.highest);
        assertNull(primary.last);
        assertFalse(run(append(3, false, "c")).done);
        assertEquals(List.of("a"), texts(primary.value));
    }

    @Test
    void claim_backupThatHasNothing_hasWhatWasRead() {
        run(append(1, false, "a", "b"));
        Reply read = run(new ClaimProcessor(ReplayRange.all("p")));
        assertEquals(2, read.facts.size());
        assertNull(backup.value);
        primary.lastBackup().process(backup);
        assertEquals(List.of("a", "b"), texts(backup.value));
    }

    @Test
    void claim_ofNothing_saysSo() {
        assertEquals(0, run(new ClaimProcessor(ReplayRange.all("p"))).highest);
        assertNull(primary.last);
    }

    @Test
    void evict_takesOnlyWhatIsClosedOldAndWithoutConflict() {
        tell(append(1, false, "open"));
        assertFalse(run(new EvictProcessor(Long.MAX_VALUE, true)).done, "open ones always stay");
        tell(new AppendProcessor(new Append("p", 2, bytes("b"), new Append.Marks(0, true), List.of()), 1_000, false));
        assertFalse(run(new EvictProcessor(1_000, false)).done, "what no archive has stays");
        tell(new ArchivedProcessor(1));
        assertFalse(run(new EvictProcessor(1_000, false)).done, "what it has a part of stays");
        tell(new ArchivedProcessor(2));
        assertFalse(run(new EvictProcessor(999, false)).done, "young ones stay");
        run(new RestoreProcessor(history("other"), ""));
        assertFalse(run(new EvictProcessor(1_000, false)).done, "conflicts stay");
        primary.value = backup.value;
        tell(new EvictProcessor(1_000, false));
        assertNull(primary.value);
        assertNull(backup.value);
        assertFalse(run(new EvictProcessor(1_000, false)).done, "what is gone is not evicted again");
    }

    @Test
    void inDoubt_nothingIsDecided_andOnlyWhatIsFoundInTheIndexIsTold() {
        run(append(1, false, "a"));
        whole = Ledger.empty();
        assertTrue(run(append(2, false, "b")).inDoubt);
        assertTrue(run(new ClaimProcessor(ReplayRange.all("p"))).inDoubt, "it may be longer elsewhere");
        assertEquals(List.of("a"), texts(primary.value));
        Cell<Standing> key = new Cell<>();
        assertTrue(key.run(IndexProcessor.look(5)).inDoubt);
        assertTrue(key.run(IndexProcessor.claim("c", Long.MAX_VALUE, 5)).inDoubt);
        assertNull(key.value);
        key.run(IndexProcessor.claim("kept", Long.MAX_VALUE, 5).evenInDoubt());
        assertEquals("kept", key.run(IndexProcessor.look(5)).text);
        assertEquals("kept", key.run(IndexProcessor.claim("c", Long.MAX_VALUE, 5)).text);
    }

    @Test
    void held_untilEveryHolderReleasedIt() {
        run(new RestoreProcessor(History.held("n1#1"), ""));
        run(new RestoreProcessor(History.held("n2#1"), ""));
        assertTrue(run(new ClaimProcessor(ReplayRange.all("p"))).inDoubt);
        run(new RestoreProcessor(history("a"), "n1#1"));
        assertTrue(run(new ClaimProcessor(ReplayRange.all("p"))).inDoubt);
        run(new RestoreProcessor(history("a", "b"), "n2#1"));
        assertEquals(2, run(new ClaimProcessor(ReplayRange.all("p"))).facts.size());
    }

    @Test
    void ledger_isWholeOnlyWhenAllAreBackSinceTheyBegan() {
        Known both = new Known(Set.of("n1", "n2"), Set.of());
        Ledger ledger = Ledger.empty().begin("n1", "r1", both);
        ledger = ledger.end("n1", "r1", both, 7);
        assertFalse(ledger.whole());
        assertEquals(Set.of("n2"), ledger.awaited());
        assertFalse(ledger.end("n2", "r2", both, 7).isBack("n2"), "its beginning was lost with the partition");
        Ledger whole2 = ledger.begin("n2", "r2", both).end("n2", "r2", both, 7);
        assertTrue(whole2.whole());
        assertEquals(Long.MIN_VALUE, whole2.askArchiveBeforeMs());
        Ledger givenUp = ledger.told(new Known(Set.of(), Set.of("n2")), 7);
        assertTrue(givenUp.whole());
        assertEquals(7, givenUp.askArchiveBeforeMs(), "what only the lost disk held may be in the archive");
    }

    @Test
    void index_changeThatComesLate_undoesNothing() {
        Cell<Standing> key = new Cell<>();
        key.run(IndexProcessor.set("new", "p", 2, 100));
        key.run(IndexProcessor.set("old", "p", 1, 100));
        assertEquals("new", key.run(IndexProcessor.claim("c", Long.MAX_VALUE, 50)).text);
        key.run(IndexProcessor.set(null, "p", 4, 100));
        key.run(IndexProcessor.set("old", "p", 3, 100));
        assertEquals("c", key.run(IndexProcessor.claim("c", Long.MAX_VALUE, 50)).text);
    }

    @Test
    void index_sweep_takesTombstonesAndExpiredOnes() {
        Cell<Standing> key = new Cell<>();
        key.run(IndexProcessor.set(null, "p", 4, 100));
        assertFalse(key.run(IndexProcessor.expire(99)).done);
        assertTrue(key.run(IndexProcessor.expire(100)).done);
        assertNull(key.value);
    }

    private static AppendProcessor append(long first, boolean whole, String... texts) {
        return new AppendProcessor(new Append("p", first, bytes(texts), null, List.of()), 0, whole);
    }

    static History history(String... texts) {
        return History.of(bytes(texts), new History.Beside(null, false, List.of(), 0));
    }

    static List<byte[]> bytes(String... texts) {
        List<byte[]> bytes = new ArrayList<>();
        for (String text : texts) {
            bytes.add(text.getBytes(UTF_8));
        }
        return bytes;
    }

    static List<String> texts(@Nullable History history) {
        return history == null
                ? List.of()
                : history.facts().stream().map(fact -> new String(fact, UTF_8)).toList();
    }

    private Reply run(Processor<History> processor) {
        return primary.run(processor);
    }

    private void tell(Processor<History> processor) {
        primary.run(processor);
        primary.lastBackup().process(backup);
    }

    /** One entry of a map. */
    private final class Cell<V> implements Map.Entry<String, V> {

        private @Nullable V value;
        private @Nullable EntryProcessor<String, V, Reply> last;

        Reply run(Processor<V> processor) {
            processor.assume(whole);
            Reply reply = processor.process(this);
            last = processor.getBackupProcessor();
            return reply;
        }

        EntryProcessor<String, V, Reply> lastBackup() {
            EntryProcessor<String, V, Reply> told = last;
            assertNotNull(told, "backups were not told");
            return told;
        }

        @Override
        public String getKey() {
            return "p";
        }

        @Override
        @SuppressWarnings("NullAway") // as in Hazelcast
        public V getValue() {
            return value;
        }

        @Override
        @SuppressWarnings("NullAway") // as in Hazelcast
        public V setValue(V changed) {
            V before = value;
            value = changed;
            return before;
        }
    }
}
