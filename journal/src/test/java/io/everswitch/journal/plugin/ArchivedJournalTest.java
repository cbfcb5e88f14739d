package io.everswitch.journal.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.archive.Archive;
import io.everswitch.journal.archive.CassandraProcess;
import io.everswitch.journal.archive.Rewrite;
import io.everswitch.journal.archive.TestIds;
import io.everswitch.journal.store.Await;
import io.everswitch.journal.store.FactReads;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoredFact;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** The journal over its spool with an archive behind it, a real Cassandra. */
final class ArchivedJournalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long NEVER = Long.MAX_VALUE;

    private final Path dir;
    private final CassandraProcess cassandra = CassandraProcess.get();
    private final String keyspace = "k" + Long.toHexString(System.nanoTime());
    private final List<ActorTestKit> kits = new ArrayList<>();

    ArchivedJournalTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @AfterEach
    void end() {
        cassandra.goOn();
        kits.forEach(ActorTestKit::shutdownTestKit);
    }

    private ActorTestKit start(String more) {
        Path cells = dir.resolve("cells.conf");
        try {
            if (!Files.exists(cells)) {
                Files.writeString(cells, "cells = [" + cassandra.cell(0, 1, keyspace) + "]");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Config config = EverswitchJournalTest.config(dir.resolve("spool"), more + """

                everswitch.journal {
                  ids = "io.everswitch.journal.archive.TestIds"
                  archive {
                    cells-file = "%s"
                    create-schema = on
                    after = 100ms
                    probe-every = 200ms
                    sick-at-least = 200ms
                    request-timeout = 2s
                    read-deadline = 2s
                    forget-every = 200ms
                  }
                }
                """.formatted(cells));
        ActorTestKit kit = ActorTestKit.create("archived", config);
        kits.add(kit);
        return kit;
    }

    private static List<String> add(ActorTestKit kit, ActorRef<Shelf.Command> shelf, long dueMs, String... texts) {
        for (String text : texts) {
            ask(kit, shelf, (ActorRef<Integer> to) -> new Shelf.Add(List.of(text), dueMs, to));
        }
        return read(kit, shelf);
    }

    private static List<String> read(ActorTestKit kit, ActorRef<Shelf.Command> shelf) {
        return ask(kit, shelf, Shelf.Read::new);
    }

    private static <T> T ask(
            ActorTestKit kit, ActorRef<Shelf.Command> shelf, Function<ActorRef<T>, Shelf.Command> message) {
        return Await.value(AskPattern.ask(shelf, message, Duration.ofSeconds(15), kit.scheduler()));
    }

    private static List<byte[]> facts(FactReads reads, String id) {
        List<byte[]> facts = new ArrayList<>();
        Await.value(reads.replay(ReplayRange.all(id), fact -> facts.add(fact.bytes())));
        return facts;
    }

    private long rows() {
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(InetSocketAddress.createUnresolved("127.0.0.31", cassandra.port()))
                .withLocalDatacenter("dc1")
                .build()) {
            return session.execute("SELECT count(*) FROM " + keyspace + ".messages")
                    .one()
                    .getLong(0);
        }
    }

    private static void awaitArchived(JournalExtension journal, long facts) {
        Awaitility.await().atMost(PATIENCE).until(() -> journal.archiveStatus().archivedFacts() >= facts);
    }

    @Test
    void archive_closedHistory_isReadBackByThePluginEqualAndInOrder() {
        ActorTestKit kit = start("");
        JournalExtension journal = JournalExtension.get(kit.system());
        String id = TestIds.id(System.currentTimeMillis(), 0, "read-back");
        List<String> texts = add(kit, kit.spawn(Shelf.create(id)), NEVER, "one", "two", "drei", "四");
        awaitArchived(journal, 4);
        assertEquals(4, Await.value(archive(journal).reads().highestSequenceNr(id)));
        List<byte[]> here = facts(spoolReads(journal), id);
        List<byte[]> there = facts(archive(journal).reads(), id);
        assertEquals(here.size(), there.size());
        for (int i = 0; i < here.size(); i++) {
            assertArrayEquals(here.get(i), there.get(i));
        }
        long before = rows();
        Await.value(Rewrite.again(archive(journal), id, here));
        assertEquals(before, rows(), "a repeat writes the very same rows");

        Config plugin = ConfigFactory.parseString("""
                pekko.persistence.journal.plugin = "pekko.persistence.cassandra.journal"
                pekko.persistence.cassandra.journal.keyspace = "%s"
                pekko.persistence.cassandra.events-by-tag.enabled = off
                datastax-java-driver.basic.contact-points = ["%s"]
                datastax-java-driver.basic.load-balancing-policy.local-datacenter = dc1
                """.formatted(keyspace, cassandra.contactPoint()));
        ActorTestKit theirs = ActorTestKit.create(
                "theirs", plugin.withFallback(EverswitchJournalTest.config(dir.resolve("unused"), "")));
        kits.add(theirs);
        assertEquals(texts, read(theirs, theirs.spawn(Shelf.create(id))));
    }

    private static FactReads spoolReads(JournalExtension journal) {
        return new FactReads() {
            @Override
            public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
                return journal.copies().replay(range, into);
            }

            @Override
            public CompletionStage<Long> highestSequenceNr(String persistenceId) {
                return journal.copies().highestSequenceNr(persistenceId);
            }
        };
    }

    @Test
    void archive_cellThatNeverAnswers_holdsUpNobodyAndIsFilledAfterwards() {
        ActorTestKit kit = start("");
        JournalExtension journal = JournalExtension.get(kit.system());
        long nowMs = System.currentTimeMillis();
        add(kit, kit.spawn(Shelf.create(TestIds.id(nowMs, 0, "first"))), NEVER, "a");
        awaitArchived(journal, 1);
        cassandra.pause();
        Awaitility.await().atMost(PATIENCE).until(() -> !journal.archiveStatus().healthy());
        long begun = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            add(kit, kit.spawn(Shelf.create(TestIds.id(nowMs, 0, "s" + i))), NEVER, "a", "b");
        }
        long tookMs = (System.nanoTime() - begun) / 1_000_000;
        assertTrue(tookMs < 15_000, "200 facts took " + tookMs + " ms");
        assertEquals(1, journal.archiveStatus().archivedFacts());
        Awaitility.await().atMost(PATIENCE).until(() -> journal.archiveStatus().backlog() == 100);
        String old = TestIds.id(1, 0, "never-seen");
        assertTrue(Await.failure(journal.copies().highestSequenceNr(old)).retryable());
        assertEquals(0, Await.value(journal.copies().highestSequenceNr(TestIds.id(nowMs, 0, "young"))));
        cassandra.goOn();
        awaitArchived(journal, 201);
        Awaitility.await().atMost(PATIENCE).until(() -> journal.archiveStatus().backlog() == 0);
        assertEquals(201, rows());
        assertEquals(0, Await.value(journal.copies().highestSequenceNr(old)));
    }

    @Test
    void forget_oldAndArchived_isReadFromTheArchiveWhenAskedFor() {
        ActorTestKit kit = start("");
        JournalExtension journal = JournalExtension.get(kit.system());
        String old = TestIds.id(1_000, 0, "old");
        String open = TestIds.id(1_001, 0, "open");
        String young = TestIds.id(System.currentTimeMillis(), 0, "young");
        // The actor's start marks the old one as in use; written without one it may be forgotten at once.
        seed(journal, old, NEVER);
        seed(journal, open, System.currentTimeMillis() + 3_600_000);
        seed(journal, young, NEVER);
        Awaitility.await().atMost(PATIENCE).until(() -> journal.archiveStatus().forgotten() == 1);
        assertEquals(List.of(), spoolFacts(journal, old));
        assertEquals(2, spoolFacts(journal, open).size(), "open ones stay");
        assertEquals(2, spoolFacts(journal, young).size(), "young ones stay");
        ActorRef<Shelf.Command> shelf = kit.spawn(Shelf.create(old));
        assertEquals(List.of("a", "b"), read(kit, shelf));
        assertEquals(List.of("a", "b", "c"), add(kit, shelf, NEVER, "c"));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Await.value(archive(journal).reads().highestSequenceNr(old)) == 3);
        assertFalse(spoolFacts(journal, old).isEmpty(), "in use");
    }

    private static Archive archive(JournalExtension journal) {
        return Objects.requireNonNull(journal.archive());
    }

    private static List<byte[]> spoolFacts(JournalExtension journal, String id) {
        return facts(spoolReads(journal), id);
    }

    private void seed(JournalExtension journal, String id, long dueMs) {
        org.apache.pekko.actor.ExtendedActorSystem system = (org.apache.pekko.actor.ExtendedActorSystem)
                kits.get(0).system().classicSystem();
        FactCodec codec = new FactCodec(system);
        List<PersistentRepr> reprs = new ArrayList<>();
        long number = 1;
        for (String text : List.of("a", "b")) {
            reprs.add(PersistentRepr.apply(new Shelf.Added(text, dueMs, false), number++, id, "", false, null, "w")
                    .withTimestamp(System.currentTimeMillis()));
        }
        AtomicWrite write = new AtomicWrite(CollectionConverters.asScala(reprs).toSeq());
        Await.value(journal.copies().append(codec.encode(write)));
    }

    @Test
    void cells_secondCellAppears_takesItsShareWithoutARestart() throws IOException {
        ActorTestKit kit = start("");
        JournalExtension journal = JournalExtension.get(kit.system());
        assertEquals(0, share(journal, 1));
        Path cells = dir.resolve("cells.conf");
        Files.writeString(cells, "cells = [" + cassandra.cell(0, 1, keyspace));
        Files.writeString(
                cells,
                "cells = [" + cassandra.cell(0, 1, keyspace) + "," + cassandra.cell(1, 3, keyspace + "_b") + "]");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> journal.archiveStatus().cells().size() == 2
                        && journal.archiveStatus().healthy());
        int share = share(journal, 1);
        assertTrue(share > 600 && share < 900, share + " of 1000");
        String inSecond = TestIds.id(System.currentTimeMillis(), 1, "second");
        add(kit, kit.spawn(Shelf.create(inSecond)), NEVER, "x");
        awaitArchived(journal, 1);
        assertEquals(1, Await.value(archive(journal).reads().highestSequenceNr(inSecond)));
        assertEquals(0, rows(), "nothing in the first cell");
        Files.writeString(cells, "cells = [{id = nonsense}]");
        Files.writeString(
                cells,
                "cells = [" + cassandra.cell(0, 1, keyspace) + "," + cassandra.cell(1, 0, keyspace + "_b") + "]");
        Awaitility.await().atMost(PATIENCE).until(() -> share(journal, 1) == 0);
        assertEquals(1, Await.value(archive(journal).reads().highestSequenceNr(inSecond)), "still read");
        String unknown = TestIds.id(5, 9, "unknown");
        assertTrue(Await.failure(journal.copies().highestSequenceNr(unknown)).retryable());
    }

    private static int share(JournalExtension journal, int cell) {
        Random random = new Random(42);
        int count = 0;
        for (int i = 0; i < 1_000; i++) {
            count += journal.cellForNew(random) == cell ? 1 : 0;
        }
        return count;
    }
}
