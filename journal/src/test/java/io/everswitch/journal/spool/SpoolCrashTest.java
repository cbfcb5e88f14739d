package io.everswitch.journal.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.journal.Due;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.store.Await;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoredFact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, again and again over the same directory, and looks for every acknowledged fact. */
final class SpoolCrashTest {

    @TempDir
    Path dir;

    @Test
    void kill_atAnyMoment_losesNothingAcknowledged() throws Exception {
        int rounds = Integer.getInteger("crash.rounds", 15);
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("CRASH seed " + seed + ", rounds " + rounds);
        Random random = new Random(seed);
        Killed killed = new Killed();
        long facts = 0;
        for (int round = 0; round < rounds; round++) {
            killed.run(dir, random.nextLong(), 1 + random.nextInt(round % 3 == 0 ? 50 : 2_000));
            facts = verify(killed);
        }
        System.out.println("CRASH acknowledged " + killed.count + ", stored " + facts + ", lost 0");
    }

    /** @return how many facts are stored */
    private long verify(Killed killed) {
        try (Spool spool = Spools.open(dir)) {
            Set<Due> expectedDue = new HashSet<>();
            long facts = 0;
            for (Map.Entry<String, Map<Long, Long>> entry : killed.acknowledged.entrySet()) {
                facts += verify(spool, entry.getKey(), entry.getValue(), expectedDue);
            }
            Set<Due> due = new HashSet<>(Await.value(spool.dueBefore(Long.MAX_VALUE - 1, 1_000_000)));
            due.removeIf(found -> !killed.acknowledged.containsKey(found.persistenceId()));
            assertEquals(expectedDue, due, "due times agree with the heads");
            return facts;
        }
    }

    private static long verify(Spool spool, String id, Map<Long, Long> acknowledged, Set<Due> expectedDue) {
        long highest = Await.value(spool.highestSequenceNr(id));
        List<StoredFact> facts = new ArrayList<>();
        Await.value(spool.replay(ReplayRange.all(id), facts::add));
        assertEquals(highest, facts.size(), "gapless " + id);
        acknowledged.forEach((sequenceNr, crc) -> {
            assertTrue(sequenceNr <= highest, "LOST: " + id + " " + sequenceNr + ", highest " + highest);
            assertEquals(crc, CrashChild.crc(facts.get((int) (sequenceNr - 1)).bytes()), "changed: " + id);
        });
        for (StoredFact fact : facts) {
            assertArrayEquals(CrashChild.fact(id, fact.sequenceNr()), fact.bytes());
        }
        // Appends of several facts are there as a whole, and so is what was written beside them.
        assertEquals(Optional.of(Long.toString(highest)), Await.value(spool.lookup("last", id)), "index of " + id);
        List<IndexEntry> scanned = Await.value(spool.scan(IndexRange.of("last", id), 1));
        assertEquals(id, scanned.get(0).key());
        long dueMs = CrashChild.dueMs(id, highest);
        if (dueMs != Long.MAX_VALUE) {
            expectedDue.add(new Due(id, dueMs));
        }
        return facts.size();
    }
}
