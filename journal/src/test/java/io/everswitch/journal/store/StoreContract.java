package io.everswitch.journal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.journal.IndexEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of a store share: how one is opened, and facts to write into it. */
abstract class StoreContract {

    static final int WRITERS = 8;
    static final long FAR_MS = Long.MAX_VALUE;

    FactStore facts;

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

    final void reopen() {
        facts.close();
        facts = open();
    }

    interface Part {
        void run(int writer);
    }

    static void together(int count, Part part) throws InterruptedException {
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

    final List<String> read(ReplayRange range) {
        List<String> read = new ArrayList<>();
        int count = Await.value(facts.replay(
                range, fact -> read.add(fact.sequenceNr() + ":" + new String(fact.bytes(), UTF_8))));
        assertEquals(read.size(), count);
        return read;
    }
}
