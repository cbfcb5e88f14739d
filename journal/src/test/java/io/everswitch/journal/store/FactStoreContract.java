package io.everswitch.journal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.journal.FactRefused;
import io.everswitch.journal.SequenceConflict;
import io.everswitch.journal.ack.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every store of facts must do. A store's own test extends it and says how it is opened, and opened again. */
public abstract class FactStoreContract extends IndexStoreContract {

    @Test
    void append_fromOne_isReadBackInOrder() {
        Await.value(facts.append(plain("p", 1, "a", "b")));
        Await.value(facts.append(plain("p", 3, "c")));

        assertEquals(List.of("1:a", "2:b", "3:c"), read(ReplayRange.all("p")));
        assertEquals(3, Await.value(facts.highestSequenceNr("p")));
    }

    @Test
    void highestSequenceNr_unknownId_isZero() {
        assertEquals(0, Await.value(facts.highestSequenceNr("nobody")));
        assertEquals(List.of(), read(ReplayRange.all("nobody")));
    }

    @Test
    void append_leavingAGap_isRefusedAndChangesNothing() {
        Await.value(facts.append(plain("p", 1, "a")));

        SequenceConflict conflict =
                assertInstanceOf(SequenceConflict.class, Await.failure(facts.append(plain("p", 3, "c"))));

        assertEquals(1, conflict.highestSequenceNr());
        assertEquals(3, conflict.firstSequenceNr());
        assertTrue(conflict.surelyNotStored());
        assertEquals(List.of("1:a"), read(ReplayRange.all("p")));
        assertInstanceOf(SequenceConflict.class, Await.failure(facts.append(plain("new", 2, "b"))));
        assertEquals(0, Await.value(facts.highestSequenceNr("new")));
    }

    @Test
    void append_sameFactsAgain_isASuccessAndWritesNothing() {
        Await.value(facts.append(plain("p", 1, "a", "b")));
        Await.value(facts.append(plain("p", 3, "c")));

        Await.value(facts.append(plain("p", 1, "a", "b")));
        Await.value(facts.append(plain("p", 2, "b")));
        Await.value(facts.append(plain("p", 3, "c")));

        assertEquals(List.of("1:a", "2:b", "3:c"), read(ReplayRange.all("p")));
    }

    @Test
    void append_otherFactsUnderATakenNumber_isRefused() {
        Await.value(facts.append(plain("p", 1, "a", "b")));

        assertInstanceOf(SequenceConflict.class, Await.failure(facts.append(plain("p", 2, "x"))));
        assertInstanceOf(SequenceConflict.class, Await.failure(facts.append(plain("p", 1, "a", "x"))));
        assertInstanceOf(SequenceConflict.class, Await.failure(facts.append(plain("p", 2, "b", "c"))));
        assertEquals(List.of("1:a", "2:b"), read(ReplayRange.all("p")));
    }

    @Test
    void append_repeatRightBehindTheFirst_isASuccess() {
        List<CompletionStage<Void>> both = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            both.add(facts.append(plain("p", i, "f" + i)));
            both.add(facts.append(plain("p", i, "f" + i)));
        }
        both.forEach(Await::value);
        assertEquals(50, Await.value(facts.highestSequenceNr("p")));
        assertInstanceOf(SequenceConflict.class, Await.failure(facts.append(plain("p", 50, "other"))));
    }

    @Test
    void append_malformed_isRefused() {
        assertThrows(FactRefused.class, () -> plain("", 1, "a"));
        assertThrows(FactRefused.class, () -> plain("p\0q", 1, "a"));
        assertThrows(FactRefused.class, () -> plain("p", 0, "a"));
        assertThrows(FactRefused.class, () -> plain("p", 1));
    }

    @Test
    void replay_range_hasBoundsAndMax() {
        Await.value(facts.append(plain("p", 1, "a", "b", "c", "d", "e")));

        assertEquals(List.of("3:c", "4:d", "5:e"), read(new ReplayRange("p", 3, Long.MAX_VALUE, Long.MAX_VALUE)));
        assertEquals(List.of("1:a", "2:b"), read(new ReplayRange("p", 0, 2, Long.MAX_VALUE)));
        assertEquals(List.of("2:b", "3:c"), read(new ReplayRange("p", 2, 5, 2)));
        assertEquals(List.of("2:b"), read(new ReplayRange("p", 2, 2, 1)));
        assertEquals(List.of(), read(new ReplayRange("p", 2, 4, 0)));
        assertEquals(List.of(), read(new ReplayRange("p", 3, 2, 9)));
        assertEquals(List.of(), read(new ReplayRange("p", 6, 9, 9)));
    }

    @Test
    void replay_idsThatStartAlike_areKeptApart() {
        Await.value(facts.append(plain("p", 1, "a")));
        Await.value(facts.append(plain("p1", 1, "b", "c")));
        Await.value(facts.append(plain("p|1", 1, "d")));
        Await.value(facts.append(plain("p\u0001", 1, "e")));

        assertEquals(List.of("1:a"), read(ReplayRange.all("p")));
        assertEquals(List.of("1:b", "2:c"), read(ReplayRange.all("p1")));
        assertEquals(List.of("1:e"), read(ReplayRange.all("p\u0001")));
        assertEquals(1, Await.value(facts.highestSequenceNr("p")));
    }

    @Test
    void replay_emptyAndBinaryFacts_areUnchanged() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        Await.value(facts.append(new Append("p", 1, List.of(new byte[0], all), null, List.of())));

        List<byte[]> back = new ArrayList<>();
        Await.value(facts.replay(ReplayRange.all("p"), fact -> back.add(fact.bytes())));
        assertEquals(0, back.get(0).length);
        assertArrayEquals(all, back.get(1));
    }

    @Test
    void append_manyWritersOfOneId_eachNumberIsWonOnce() throws Exception {
        long seed = System.nanoTime();
        System.out.println("append_manyWritersOfOneId seed " + seed);
        AtomicInteger won = new AtomicInteger();
        together(WRITERS, writer -> {
            Random random = new Random(seed + writer);
            for (int i = 0; i < 60; i++) {
                long next = Await.value(facts.highestSequenceNr("p")) + 1;
                String[] texts = new String[1 + random.nextInt(3)];
                for (int t = 0; t < texts.length; t++) {
                    texts[t] = writer + "/" + i + "/" + t;
                }
                if (succeeded(facts.append(plain("p", next, texts)))) {
                    won.addAndGet(texts.length);
                }
            }
        });
        assertEquals(won.get(), read(ReplayRange.all("p")).size());
        assertEquals(won.get(), Await.value(facts.highestSequenceNr("p")));
        assertTrue(won.get() >= 60, "somebody must have got on: " + won);
    }

    @Test
    void append_manyIdsAtOnce_allStand() throws Exception {
        together(WRITERS, writer -> {
            List<CompletionStage<Void>> all = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                all.add(facts.append(plain("w" + writer, i, "f" + i)));
            }
            all.forEach(Await::value);
        });
        reopen();
        for (int writer = 0; writer < WRITERS; writer++) {
            List<String> back = read(ReplayRange.all("w" + writer));
            assertEquals(200, back.size());
            assertEquals("200:f200", back.get(199));
        }
    }

    @Test
    void highestSequenceNr_rightBehindAnAppend_includesIt() {
        for (int i = 1; i <= 100; i++) {
            facts.append(plain("p", i, "f"));
            assertEquals(i, Await.value(facts.highestSequenceNr("p")));
        }
    }

    @Test
    void reopen_keepsEverythingAndGoesOn() {
        Await.value(facts.append(marked("p", 1, 70, entry("s", "k", "v"))));
        reopen();
        assertEquals(List.of("1:fact"), read(ReplayRange.all("p")));
        assertEquals(Optional.of("v"), Await.value(index().lookup("s", "k")));
        assertInstanceOf(SequenceConflict.class, Await.failure(facts.append(plain("p", 1, "other"))));
        Await.value(facts.append(plain("p", 2, "b")));
        reopen();
        assertEquals(List.of("1:fact", "2:b"), read(ReplayRange.all("p")));
        assertEquals(Health.HEALTHY, facts.health().health());
    }

    private static boolean succeeded(CompletionStage<Void> append) {
        return Await.value(append.handle((done, failure) -> failure == null));
    }
}
