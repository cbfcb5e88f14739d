package io.everswitch.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.journal.Due;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What every index beside a store of facts must do. */
abstract class IndexStoreContract extends StoreContract {

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
        assertEquals(25, Await.value(index().scan(IndexRange.of("s", "m/"), 30)).size());
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
                Await.value(index().scan(IndexRange.of("list.s", "m/").past("m/bb"), 2)).stream()
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

    private String claim(String key, String value) {
        return Await.value(index().claim(new IndexStore.Claim("s", key, value, FAR_MS, false)));
    }
}
