package io.everswitch.journal.workingset;

import static io.everswitch.journal.workingset.ProcessorsTest.history;
import static io.everswitch.journal.workingset.ProcessorsTest.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.spi.merge.MergingValue;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two sides of a split that meet again. */
final class MergeTest {

    @Test
    void merge_oneSideWentOn_theLongerStandsWithoutConflict() {
        History shorter = history("a");
        History longer = history("a", "b");
        assertEquals(List.of("a", "b"), texts(merge(longer, shorter)));
        assertEquals(List.of("a", "b"), texts(merge(shorter, longer)));
        assertEquals(List.of("a"), texts(merge(shorter, null)));
        assertTrue(merge(longer, shorter).aside().isEmpty());
    }

    @Test
    void merge_bothSidesWentOn_theStandingOneStaysAndTheOthersAreKept() {
        long before = Conflicts.MERGED.sum();
        History united = merge(history("a", "x", "y"), history("a", "b"));
        assertEquals(List.of("a", "b"), texts(united));
        assertEquals(
                List.of(2L, 3L), united.aside().stream().map(Aside::sequenceNr).toList());
        assertEquals(before + 1, Conflicts.MERGED.sum());

        History again = merge(history("a", "x", "y"), united);
        assertSame(united, again, "the same conflict is kept once");
        History third = merge(history("a", "z"), united);
        assertEquals(3, third.aside().size());
        assertEquals(before + 2, Conflicts.MERGED.sum());
    }

    @Test
    void merge_conflictsOfBothSides_areAllKept() {
        History left = History.union(history("a", "b"), history("a", "x"));
        History right = History.union(history("a", "b", "c"), history("a", "y"));
        History united = merge(left, right);
        assertEquals(List.of("a", "b", "c"), texts(united));
        assertEquals(2, united.aside().size());
    }

    @Test
    void mergeIndex_twoClaims_theStandingOneStaysAndTheOtherIsKept() {
        Standing ours = new Standing("ours", Long.MAX_VALUE, "", 0);
        Standing theirs = new Standing("theirs", Long.MAX_VALUE, "", 0);
        Standing united = value(new StandingMerge().merge(of(theirs), of(ours)));
        assertEquals("ours", united.text());
        assertEquals(List.of("theirs"), united.aside());
        assertSame(ours, value(new StandingMerge().merge(of(ours), of(ours))));
    }

    @Test
    void mergeIndex_oneOwner_theLaterChangeStands() {
        Standing early = new Standing("early", Long.MAX_VALUE, "p", 1);
        Standing late = new Standing(null, 100, "p", 2);
        assertSame(late, value(new StandingMerge().merge(of(late), of(early))));
        assertSame(late, value(new StandingMerge().merge(of(early), of(late))));
    }

    @Test
    void networks_matchPartForPart() {
        assertTrue(Members.matches("10.1.*.*", "10.1.2.3"));
        assertFalse(Members.matches("10.1.*.*", "10.11.2.3"));
        assertFalse(Members.matches("10.1.*", "10.1.2.3"));
        assertFalse(Members.matches("127.0.0.1", "127.0.0.10"));
    }

    @Test
    void notes_holdAnything() {
        List<io.everswitch.journal.IndexEntry> changes = List.of(
                new io.everswitch.journal.IndexEntry("s", "k:1\0", "3:x"),
                new io.everswitch.journal.IndexEntry("s", "", null),
                new io.everswitch.journal.IndexEntry("t", "ü", ""));
        String text = IndexNotes.note("p", 3, changes).value();
        assertEquals(changes, IndexNotes.read(text == null ? "" : text));
    }

    private static History merge(History merging, @Nullable History existing) {
        return value(new HistoryMerge().merge(of(merging), existing == null ? null : of(existing)));
    }

    private static <T> T value(@Nullable T merged) {
        if (merged == null) {
            throw new AssertionError("nothing is left of two sides");
        }
        return merged;
    }

    @SuppressWarnings("unchecked")
    private static <V> MergingValue<V> of(V value) {
        return (MergingValue<V>) Proxy.newProxyInstance(
                MergeTest.class.getClassLoader(), new Class<?>[] {MergingValue.class}, (self, method, arguments) -> {
                    assertEquals("getDeserializedValue", method.getName());
                    return value;
                });
    }
}
