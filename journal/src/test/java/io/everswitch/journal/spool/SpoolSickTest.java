package io.everswitch.journal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.journal.FactRefused;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.JournalCorrupt;
import io.everswitch.journal.JournalInUse;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.JournalOverloaded;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.JournalUncertain;
import io.everswitch.journal.ack.Health;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.Await;
import io.everswitch.journal.store.IndexStore;
import io.everswitch.journal.store.ReplayRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/** What the spool does when its disk does not: it says so, does nothing by halves, and is not trusted again. */
final class SpoolSickTest {

    private static final long ROOM = 1L << 40;

    @TempDir
    Path dir;

    private final AtomicLong usable = new AtomicLong(ROOM);
    private final AtomicBoolean failing = new AtomicBoolean();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicBoolean blocking = new AtomicBoolean();
    private final List<Boolean> syncs = Collections.synchronizedList(new ArrayList<>());

    private Spool open(SpoolSettings settings) {
        SpoolDatabase db = SpoolDatabase.open(settings);
        BatchSink sink = (batch, sync) -> write(db, batch, sync);
        return Spool.open(
                settings,
                new Spool.Surroundings(Spools.COMPLETIONS, System::currentTimeMillis),
                new Spool.Seams(db, sink, usable::get));
    }

    private void write(SpoolDatabase db, WriteBatch batch, boolean sync) throws RocksDBException {
        if (failing.get()) {
            throw new RocksDBException(
                    "No space left on device", new Status(Status.Code.IOError, Status.SubCode.NoSpace, "full"));
        }
        if (blocking.get()) {
            entered.countDown();
            try {
                if (!release.await(20, TimeUnit.SECONDS)) {
                    throw new RocksDBException("never released");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RocksDBException("interrupted");
            }
        }
        db.write(batch, sync);
        syncs.add(sync);
    }

    private static Append fact(String id, long sequenceNr) {
        return CrashChild.append(id, sequenceNr, 1);
    }

    @Test
    void append_diskFails_isUncertainThenRefusedUntilItIsOpenedAgain() {
        try (Spool spool = open(Spools.settings(dir))) {
            Await.value(spool.append(fact("p", 1)));
            failing.set(true);
            assertInstanceOf(JournalUncertain.class, Await.failure(spool.append(fact("p", 2))));
            assertEquals(Health.SICK, spool.health().health());
            assertTrue(
                    spool.status().sickReason().contains("No space left"),
                    spool.status().sickReason());
            assertEquals(1, spool.status().failedBatches());

            failing.set(false);
            JournalUnavailable refusal =
                    assertInstanceOf(JournalUnavailable.class, Await.failure(spool.append(fact("p", 2))));
            assertTrue(refusal.surelyNotStored());
            assertEquals(1, Await.value(spool.highestSequenceNr("p")), "it can still be read");
            assertEquals(1, Await.value(spool.replay(ReplayRange.all("p"), stored -> {})));
        }
        try (Spool spool = open(Spools.settings(dir))) {
            Await.value(spool.append(fact("p", 2)));
            assertEquals(Health.HEALTHY, spool.health().health());
        }
    }

    @Test
    void append_diskFails_everyoneInTheQueueIsAnswered() throws Exception {
        try (Spool spool = open(Spools.settings(dir))) {
            blocking.set(true);
            CompletionStage<Void> first = spool.append(fact("a", 1));
            assertTrue(entered.await(10, TimeUnit.SECONDS));
            List<CompletionStage<Void>> rest = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                rest.add(spool.append(fact("q" + i, 1)));
            }
            failing.set(true);
            blocking.set(false);
            release.countDown();
            Await.value(first);
            rest.forEach(Await::failure);
            assertEquals(0, spool.status().queuedFacts());
            assertEquals(0, spool.status().queuedBytes());
        }
    }

    @Test
    void append_littleRoom_isRefusedAndResumesWithRoom() {
        SpoolSettings settings = Spools.settings(dir);
        try (Spool spool = open(settings)) {
            Await.value(spool.append(fact("p", 1)));
            usable.set(settings.freeBytesMin() - 1);
            Awaitility.await().until(() -> spool.health().health() == Health.SICK);
            JournalUnavailable refusal =
                    assertInstanceOf(JournalUnavailable.class, Await.failure(spool.append(fact("p", 2))));
            assertTrue(String.valueOf(refusal.getMessage()).contains("free"), refusal.getMessage());
            assertEquals(1, Await.value(spool.highestSequenceNr("p")));

            usable.set(ROOM);
            Awaitility.await().until(() -> spool.health().health() == Health.HEALTHY);
            Await.value(spool.append(fact("p", 2)));
        }
    }

    @Test
    void append_queueFull_isRefusedAndNothingIsDone() throws Exception {
        SpoolSettings all = Spools.settings(dir);
        SpoolSettings small = new SpoolSettings(
                dir,
                10,
                all.queueMaxBytes(),
                all.batchMaxFacts(),
                all.batchMaxBytes(),
                all.factMaxBytes(),
                all.readerThreads(),
                all.readerQueueMax(),
                0,
                all.freeCheckMs(),
                all.headsCacheMax(),
                all.memtableBytes(),
                all.blockCacheBytes(),
                all.walBytesMax(),
                all.sealIdleMs(),
                all.closeTimeoutMs());
        try (Spool spool = open(small)) {
            blocking.set(true);
            List<CompletionStage<Void>> accepted = new ArrayList<>();
            accepted.add(spool.append(fact("a", 1)));
            assertTrue(entered.await(10, TimeUnit.SECONDS));
            for (int i = 0; i < 9; i++) {
                accepted.add(spool.append(fact("q" + i, 1)));
            }
            JournalOverloaded refusal =
                    assertInstanceOf(JournalOverloaded.class, Await.failure(spool.append(fact("z", 1))));
            assertTrue(refusal.retryable() && refusal.surelyNotStored());
            blocking.set(false);
            release.countDown();
            accepted.forEach(Await::value);
            assertEquals(0, Await.value(spool.highestSequenceNr("z")));
            Await.value(spool.append(fact("z", 1)));
        }
    }

    @Test
    void append_isAcknowledgedOnlyAfterTheWrite() throws Exception {
        try (Spool spool = open(Spools.settings(dir))) {
            blocking.set(true);
            CompletionStage<Void> first = spool.append(fact("a", 1));
            assertTrue(entered.await(10, TimeUnit.SECONDS));
            assertFalse(first.toCompletableFuture().isDone(), "acknowledged before it was written");
            assertEquals(0, Await.value(spool.replay(ReplayRange.all("a"), stored -> {})));
            blocking.set(false);
            release.countDown();
            Await.value(first);
        }
    }

    @Test
    void fsync_isMadeForFactsAndDurableClaims_notForPlainClaims() {
        try (Spool spool = open(Spools.settings(dir))) {
            Await.value(spool.claim(new IndexStore.Claim("s", "plain", "v", Long.MAX_VALUE, false)));
            assertEquals(false, syncs.get(0));
            Await.value(spool.append(fact("p", 1)));
            assertEquals(true, syncs.get(1));
        }
        syncs.clear();
        try (Spool spool = open(Spools.settings(dir))) {
            // It stands already, from a claim that did not wait: this one does.
            Await.value(spool.claim(new IndexStore.Claim("s", "plain", "w", Long.MAX_VALUE, true)));
            Await.value(spool.put(new IndexEntry("s", "other", "v")));
            assertEquals(List.of(true, true), List.copyOf(syncs).subList(0, 2));
        }
    }

    @Test
    void metrics_thatThrow_costNoFact() {
        try (Spool spool = open(Spools.settings(dir))) {
            spool.metrics(new JournalMetrics() {
                @Override
                public void queueLength(long facts) {
                    throw new IllegalStateException("the listener's own trouble");
                }

                @Override
                public void appendAcknowledged(int facts, long nanos) {
                    throw new IllegalStateException("the listener's own trouble");
                }

                @Override
                public void batchWritten(int facts, long bytes, long nanos, boolean synced) {
                    throw new IllegalStateException("the listener's own trouble");
                }
            });
            Await.value(spool.append(fact("p", 1)));
            Await.value(spool.append(fact("p", 2)));
            assertEquals(Health.HEALTHY, spool.health().health());
        }
    }

    @Test
    void append_tooLarge_isRefused() {
        SpoolSettings settings = Spools.settings(dir);
        try (Spool spool = open(settings)) {
            byte[] large = new byte[(int) settings.factMaxBytes() + 1];
            assertInstanceOf(
                    FactRefused.class,
                    Await.failure(spool.append(new Append("p", 1, List.of(large), null, List.of()))));
            assertEquals(0, Await.value(spool.highestSequenceNr("p")));
        }
    }

    @Test
    void close_withWorkOnItsWay_finishesItAndRefusesMore() {
        Spool spool = open(Spools.settings(dir));
        List<CompletionStage<Void>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(spool.append(fact("c" + i, 1)));
        }
        spool.close();
        all.forEach(Await::value);
        assertInstanceOf(JournalUnavailable.class, Await.failure(spool.append(fact("p", 1))));
        assertInstanceOf(JournalUnavailable.class, Await.failure(spool.highestSequenceNr("p")));
        try (Spool again = open(Spools.settings(dir))) {
            for (int i = 0; i < 500; i++) {
                assertEquals(1, Await.value(again.highestSequenceNr("c" + i)));
            }
        }
    }

    @Test
    void open_twice_isRefused() {
        try (Spool spool = Spools.open(dir)) {
            JournalInUse refusal = assertThrows(JournalInUse.class, () -> Spools.open(dir));
            assertTrue(String.valueOf(refusal.getMessage()).contains("open"), refusal.getMessage());
            Await.value(spool.append(fact("p", 1)));
        }
    }

    @Test
    void open_foreignDirectory_isRefused() throws Exception {
        Files.writeString(dir.resolve("somebody.txt"), "else");
        assertThrows(JournalInUse.class, () -> Spools.open(dir));
        Files.delete(dir.resolve("somebody.txt"));
        Spools.open(dir).close();
    }

    @Test
    void open_otherFormat_isRefused() throws Exception {
        try (SpoolDatabase db = SpoolDatabase.open(Spools.settings(dir));
                WriteBatch batch = new WriteBatch()) {
            batch.put(SpoolDatabase.FORMAT_KEY, "everswitch-spool-9".getBytes(UTF_8));
            db.write(batch, true);
        }
        assertThrows(JournalInUse.class, () -> Spools.open(dir));
    }

    @Test
    void replay_factMissingOrChanged_isCorruptAndTurnsSick() throws Exception {
        try (Spool spool = Spools.open(dir)) {
            Await.value(spool.append(CrashChild.append("p", 1, 3)));
            Await.value(spool.append(CrashChild.append("q", 1, 3)));
        }
        try (SpoolDatabase db = SpoolDatabase.open(Spools.settings(dir));
                WriteBatch batch = new WriteBatch()) {
            batch.delete(db.handle(Cf.FACTS), Keys.fact(Keys.head("p"), 2));
            batch.put(db.handle(Cf.FACTS), Keys.fact(Keys.head("q"), 2), new byte[40]);
            db.write(batch, true);
        }
        try (Spool spool = Spools.open(dir)) {
            assertInstanceOf(JournalCorrupt.class, Await.failure(spool.replay(ReplayRange.all("p"), fact -> {})));
            assertEquals(Health.SICK, spool.health().health());
            assertInstanceOf(JournalCorrupt.class, Await.failure(spool.replay(ReplayRange.all("q"), fact -> {})));
        }
    }
}
