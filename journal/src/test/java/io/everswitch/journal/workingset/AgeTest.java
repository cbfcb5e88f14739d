package io.everswitch.journal.workingset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.PersistenceIds;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.Await;
import io.everswitch.journal.store.FactReads;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoredFact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked for what is not found, and how memory is given back. */
final class AgeTest {

    @TempDir
    Path dir;

    /** Has two facts of every id, when it can be asked. */
    private static final class Archive implements FactReads {

        private volatile boolean down;
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
            ProcessorsTest.bytes("a", "b").forEach(fact -> into.accept(new StoredFact(1, fact)));
            return CompletableFuture.completedFuture(2);
        }

        @Override
        public CompletionStage<Long> highestSequenceNr(String persistenceId) {
            asked.incrementAndGet();
            return down
                    ? CompletableFuture.failedFuture(new IllegalStateException("down"))
                    : CompletableFuture.completedFuture(2L);
        }
    }

    private static final PersistenceIds IDS = new PersistenceIds() {
        @Override
        public long createdAtMs(String persistenceId) {
            return persistenceId.startsWith("old") ? 0 : System.currentTimeMillis();
        }

        @Override
        public int cell(String persistenceId) {
            return 0;
        }
    };

    @Test
    void notFound_onlyOldOnesAreAskedOfTheArchive_andEvictionRaisesTheLimit() {
        Spool spool = io.everswitch.journal.spool.Spools.open(dir);
        try (TestMembers cluster = new TestMembers(2)) {
            HazelcastInstance one = cluster.start(0);
            HazelcastInstance two = cluster.start(1);
            WorkingSet store = cluster.over(one, "");
            WorkingSet right = cluster.over(two, "");
            Archive archive = new Archive();
            Age age = new Age(IDS, 86_400_000, System::currentTimeMillis);
            ClaimedReads reads = new ClaimedReads(store, new NotedSpool(spool), age, archive);

            assertEquals(0, Await.value(reads.highestSequenceNr("young")));
            assertEquals(0, archive.asked.get(), "a young one that is not found does not exist");
            archive.down = true;
            assertInstanceOf(JournalUnavailable.class, Await.failure(reads.highestSequenceNr("old")));
            archive.down = false;
            assertEquals(2, Await.value(reads.highestSequenceNr("old")));
            assertEquals(List.of("a", "b"), WorkingSetFailureTest.read(store, "old"));
            archive.down = true;
            assertEquals(2, Await.value(reads.highestSequenceNr("old")), "it was put back");

            Append.Marks closed = new Append.Marks(Long.MAX_VALUE, true);
            Await.value(store.append(new Append("e", 1, ProcessorsTest.bytes("a", "b"), closed, List.of())));
            assertEquals(1, unarchived(store) + unarchived(right), "only one member is in charge of it");
            assertEquals(
                    1,
                    Await.value(store.upkeep().relieve(9))
                            + Await.value(right.upkeep().relieve(9)),
                    "old alone");
            Await.value(store.upkeep().archived("e", 2));
            assertEquals(0, unarchived(store) + unarchived(right));
            assertEquals(
                    1,
                    Await.value(store.upkeep().relieve(9))
                            + Await.value(right.upkeep().relieve(9)));
            assertInstanceOf(
                    JournalUnavailable.class,
                    Await.failure(reads.highestSequenceNr("e")),
                    "young, but taken out early");
            archive.down = false;
            assertEquals(2, Await.value(reads.highestSequenceNr("e")));
            assertTrue(archive.asked.get() > 0);
            store.close();
            right.close();
        } finally {
            spool.close();
        }
    }

    @Test
    void held_countsBothCopies_untilTheyAreTakenOut() {
        try (TestMembers cluster = new TestMembers(2)) {
            HazelcastInstance first = cluster.start(0);
            HazelcastInstance second = cluster.start(1);
            WorkingSet one = cluster.over(first, "");
            WorkingSet two = cluster.over(second, "");
            Append.Marks closed = new Append.Marks(Long.MAX_VALUE, true);
            Await.value(one.append(new Append("first", 1, ProcessorsTest.bytes("a"), closed, List.of())));
            long before = histories(one) + histories(two);
            // In the first one's partition or not: a partition's ledger comes with its first history.
            for (int i = 0; i < 20; i++) {
                Await.value(one.append(new Append("e" + i, 1, ProcessorsTest.bytes("a"), closed, List.of())));
                Await.value(one.upkeep().archived("e" + i, 1));
            }
            long with = histories(one) + histories(two);
            assertTrue(with - before >= 40, "each on two members: " + (with - before));
            int evicted = 0;
            for (WorkingSet each : List.of(one, two)) {
                evicted += Await.value(each.upkeep().relieve(100));
            }
            assertEquals(20, evicted);
            assertEquals(with - 40, histories(one) + histories(two), "and gone from both");
            one.close();
            two.close();
        }
    }

    @Test
    void unarchived_manyOfADeadCellInFront_areNotInTheWayOfTheOthers() {
        try (TestMembers cluster = new TestMembers(2)) {
            HazelcastInstance one = cluster.start(0);
            HazelcastInstance two = cluster.start(1);
            List<WorkingSet> members = List.of(cluster.over(one, ""), cluster.over(two, ""));
            Append.Marks closed = new Append.Marks(Long.MAX_VALUE, true);
            for (int i = 0; i < 200; i++) {
                String id = (i % 20 == 0 ? "well" : "dead") + i;
                Await.value(members.get(0).append(new Append(id, 1, ProcessorsTest.bytes("a"), closed, List.of())));
            }
            List<String> found = new ArrayList<>();
            for (WorkingSet each : members) {
                Await.value(each.upkeep().unarchived(0, 10, id -> id.startsWith("well")))
                        .forEach(history -> found.add(history.persistenceId()));
            }
            assertEquals(10, found.size(), found::toString);
            assertTrue(found.stream().allMatch(id -> id.startsWith("well")));
            members.forEach(WorkingSet::close);
        }
    }

    private static long histories(WorkingSet store) {
        long[] held = {-1};
        store.tellHeld(new JournalMetrics() {
            @Override
            public void workingSetHeld(long histories, long index) {
                held[0] = histories;
            }
        });
        return held[0];
    }

    private static int unarchived(WorkingSet store) {
        return Await.value(store.upkeep().unarchived(0, 10)).size();
    }
}
