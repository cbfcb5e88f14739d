package io.everswitch.journal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.journal.Due;
import io.everswitch.journal.FactRefused;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.SequenceConflict;
import io.everswitch.journal.ack.Health;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of facts must do. A store's own test extends it and says how it is opened, and opened again. */
public abstract class FactStoreContract {

    private static final int WRITERS = 8;
    private static final long FAR_MS = Long.MAX_VALUE;

    private FactStore facts;

    /** A store over the same data each time within one test; the one before is closed. */
    protected abstract FactStore open();

    /** The index of the store that was opened last. */
    protected abstract IndexStore index();

    @BeforeEach
    final void openFirst() {
        facts = open();
    }

    @AfterEach
    final void closeLast() {
        facts.close();
    }

    private void reopen() {
        facts.close();
        facts = open();
    }

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
    void index_comesWithItsFactAndNotWithoutIt() {
        Await.value(facts.append(marked("p", 1, FAR_MS, new IndexEntry("orders", "k", "1"), entry("other", "k", "x"))));
        assertEquals(Optional.of("1"), Await.value(index().lookup("orders", "k")));
        assertEquals(Optional.of("x"), Await.value(index().lookup("other", "k")));

        Await.failure(facts.append(marked("p", 5, 7, entry("orders", "k", "2"), entry("orders", "new", "2"))));
        assertEquals(Optional.of("1"), Await.value(index().lookup("orders", "k")));
        assertEquals(Optional.empty(), Await.value(index().lookup("orders", "new")));
        assertEquals(List.of(), Await.value(index().dueBefore(1_000, 10)));

        Await.value(facts.append(marked("p", 2, FAR_MS, new IndexEntry("orders", "k", null))));
        assertEquals(Optional.empty(), Await.value(index().lookup("orders", "k")));
        assertEquals(Optional.of("x"), Await.value(index().lookup("other", "k")));
    }

    @Test
    void index_scan_goesInOrderPageByPage() {
        for (int i = 0; i < 25; i++) {
            Await.value(index().put(entry("s", "m/" + (char) ('a' + i), "v" + i)));
        }
        Await.value(index().put(entry("s", "n/a", "no")));
        Await.value(index().put(entry("s2", "m/a", "no")));

        List<String> seen = new ArrayList<>();
        String after = null;
        while (true) {
            List<IndexEntry> page =
                    Await.value(index().scan(IndexRange.of("s", "m/").past(after), 10));
            page.forEach(found -> seen.add(found.key() + "=" + found.value()));
            if (page.size() < 10) {
                break;
            }
            after = page.get(9).key();
        }
        assertEquals(25, seen.size());
        assertEquals("m/a=v0", seen.get(0));
        assertEquals("m/y=v24", seen.get(24));
        assertEquals(
                List.of(), Await.value(index().scan(IndexRange.of("s", "m/").past("m/y"), 10)));
        assertEquals(
                10,
                Await.value(index().scan(IndexRange.of("s", "m/").past("a"), 10))
                        .size());
        assertEquals(
                3,
                Await.value(index().scan(IndexRange.of("s", "m/").upTo("m/c"), 10))
                        .size());
        assertEquals(
                25,
                Await.value(index().scan(IndexRange.of("s", "m/").upTo("n/b"), 30))
                        .size());
    }

    @Test
    void index_lists_haveWhatComesWithFactsAndNothingElse() {
        for (int i = 24; i >= 0; i--) {
            String key = "m/" + (char) ('a' + i);
            Await.value(facts.append(marked("p" + i, 1, FAR_MS, entry("list.s", key, "v" + i), entry("s", key, "no"))));
        }
        Await.value(facts.append(marked("q", 1, FAR_MS, entry("list.s", "n/a", "no"), entry("list.s2", "m/a", "no"))));
        Await.failure(facts.append(marked("q", 7, FAR_MS, entry("list.s", "m/aa", "no"))));

        List<IndexEntry> first = Await.value(index().scan(IndexRange.of("list.s", "m/"), 10));
        assertEquals("m/a=v0", first.get(0).key() + "=" + first.get(0).value());
        assertEquals("m/j", first.get(9).key());
        List<IndexEntry> second =
                Await.value(index().scan(IndexRange.of("list.s", "m/").past("m/j"), 100));
        assertEquals(15, second.size());
        assertEquals("m/y", second.get(14).key());

        // An entry moves with its fact, and leaves with one.
        Await.value(facts.append(
                marked("p1", 2, FAR_MS, new IndexEntry("list.s", "m/b", null), entry("list.s", "m/bb", "moved"))));
        Await.value(facts.append(marked("p2", 2, FAR_MS, new IndexEntry("list.s", "m/c", null))));
        Await.value(facts.append(plain("p3", 2, "without a word of the index")));
        assertEquals(
                1, Await.value(index().scan(IndexRange.of("list.s", "m/bb"), 9)).size());
        assertEquals(
                List.of("m/d", "m/e"),
                Await.value(index().scan(
                                        IndexRange.of("list.s", "m/")
                                                .past("m/bb")
                                                .upTo("m/e"),
                                        9))
                        .stream()
                        .map(IndexEntry::key)
                        .toList());
        reopen();
        assertEquals(
                List.of("m/a=v0", "m/bb=moved", "m/d=v3"),
                Await.value(index().scan(IndexRange.of("list.s", "m/"), 3)).stream()
                        .map(found -> found.key() + "=" + found.value())
                        .toList());
    }

    @Test
    void due_movesWithTheHead() {
        Await.value(facts.append(marked("p", 1, 100)));
        Await.value(facts.append(marked("q", 1, 50)));
        assertEquals(List.of(new Due("q", 50), new Due("p", 100)), Await.value(index().dueBefore(100, 10)));
        assertEquals(List.of(new Due("q", 50)), Await.value(index().dueBefore(99, 10)));
        assertEquals(List.of(new Due("q", 50)), Await.value(index().dueBefore(100, 1)));

        Await.value(facts.append(marked("q", 2, 200)));
        assertEquals(List.of(new Due("p", 100)), Await.value(index().dueBefore(199, 10)));

        Await.value(facts.append(plain("p", 2, "says nothing of due times")));
        assertEquals(List.of(new Due("p", 100)), Await.value(index().dueBefore(199, 10)));

        Await.value(facts.append(marked("p", 3, FAR_MS)));
        assertEquals(List.of(), Await.value(index().dueBefore(199, 10)));
        Await.value(facts.append(marked("r", 1, 10)));
        assertEquals(List.of(new Due("r", 10), new Due("q", 200)), Await.value(index().dueBefore(200, 10)));

        reopen();
        assertEquals(List.of(new Due("r", 10), new Due("q", 200)), Await.value(index().dueBefore(200, 10)));
    }

    @Test
    void dueAfter_pageByPage_passesEverybodyOnce() {
        for (int i = 0; i < 30; i++) {
            // Ten of each time, so that pages end within one; nobody ever reads the first ones, and they stay.
            Await.value(facts.append(marked("d" + (char) ('A' + i % 10) + i, 1, 10 + 5L * (i / 10))));
        }
        List<Due> all = Await.value(index().dueBefore(20, 100));
        assertEquals(30, all.size());
        for (int size : List.of(1, 3, 10, 30)) {
            List<Due> seen = new ArrayList<>();
            List<Due> page = Await.value(index().dueAfter(Due.FIRST, 20, size));
            while (!page.isEmpty()) {
                seen.addAll(page);
                page = Await.value(index().dueAfter(page.get(page.size() - 1), 20, size));
            }
            assertEquals(all, seen, "in pages of " + size);
        }
        assertEquals(all.subList(10, 20), Await.value(index().dueAfter(all.get(9), 15, 100)));
        Due gone = new Due("dC-is-not-there", 15);
        assertEquals(List.of(new Due("dC12", 15)), Await.value(index().dueAfter(gone, 20, 1)), "its place counts");
        Await.value(facts.append(marked("e", 1, 5)));
        assertEquals(
                List.of(new Due("e", 5)), Await.value(index().dueBefore(20, 1)), "a page later on forgets nothing");
    }

    @Test
    void claim_firstOneStands() {
        assertEquals("a", claim("k", "a"));
        assertEquals("a", claim("k", "b"));
        Await.value(index().put(new IndexEntry("s", "k", null)));
        assertEquals("c", claim("k", "c"));

        reopen();
        assertEquals("c", claim("k", "d"));
    }

    @Test
    void claim_manyAtOnce_oneWins() throws Exception {
        List<CompletionStage<String>> answers = Collections.synchronizedList(new ArrayList<>());
        together(WRITERS, writer -> {
            for (int i = 0; i < 50; i++) {
                answers.add(index().claim(new IndexStore.Claim("s", "k", writer + "/" + i, FAR_MS, i % 2 == 0)));
            }
        });
        assertEquals(1, answers.stream().map(Await::value).distinct().count());
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

    private String claim(String key, String value) {
        return Await.value(index().claim(new IndexStore.Claim("s", key, value, FAR_MS, false)));
    }

    private static boolean succeeded(CompletionStage<Void> append) {
        return Await.value(append.handle((done, failure) -> failure == null));
    }

    private interface Part {
        void run(int writer);
    }

    private static void together(int count, Part part) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < count; i++) {
            int writer = i;
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                    part.run(writer);
                } catch (InterruptedException | RuntimeException | Error e) {
                    failures.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join(60_000);
        }
        assertEquals(List.of(), failures);
    }

    protected static Append plain(String id, long first, String... texts) {
        return new Append(id, first, bytes(texts), null, List.of());
    }

    protected static Append marked(String id, long first, long dueMs, IndexEntry... entries) {
        return new Append(id, first, bytes("fact"), new Append.Marks(dueMs, dueMs == FAR_MS), List.of(entries));
    }

    private static List<byte[]> bytes(String... texts) {
        List<byte[]> bytes = new ArrayList<>();
        for (String text : texts) {
            bytes.add(text.getBytes(UTF_8));
        }
        return bytes;
    }

    protected static IndexEntry entry(String space, String key, String value) {
        return new IndexEntry(space, key, value);
    }

    private List<String> read(ReplayRange range) {
        List<String> read = new ArrayList<>();
        int count = Await.value(facts.replay(
                range, fact -> read.add(fact.sequenceNr() + ":" + new String(fact.bytes(), UTF_8))));
        assertEquals(read.size(), count);
        return read;
    }
}
