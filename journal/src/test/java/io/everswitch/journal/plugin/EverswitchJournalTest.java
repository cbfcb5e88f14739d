package io.everswitch.journal.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.everswitch.journal.Due;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.JournalInUse;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.store.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.PersistentRepr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** The plugin under real persistent actors, and under the journal protocol itself. */
final class EverswitchJournalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long NEVER = Long.MAX_VALUE;

    private final Path dir;

    private ActorTestKit kit;
    private JournalExtension journal;

    /** Started here and not in a method, so that the fields are never null. */
    EverswitchJournalTest(@TempDir Path dir) {
        this.dir = dir;
        this.kit = ActorTestKit.create("journal", config(dir, ""));
        this.journal = JournalExtension.get(kit.system());
    }

    static Config config(Path dir, String more) {
        return ConfigFactory.parseString(more)
                .withFallback(ConfigFactory.parseString("""
                        pekko.persistence.journal.plugin = "everswitch.journal"
                        pekko.loglevel = OFF
                        pekko.stdout-loglevel = OFF
                        pekko.actor.serializers.added = "io.everswitch.journal.plugin.AddedSerializer"
                        pekko.actor.serialization-bindings."io.everswitch.journal.plugin.Shelf$Added" = added
                        everswitch.journal { free-bytes-min = 1 MiB, memtable-bytes = 4 MiB, seal-idle-ms = 10 }
                        """))
                .withFallback(ConfigFactory.parseString("everswitch.journal.dir = \"" + dir + "\""))
                .withFallback(ConfigFactory.load())
                .resolve();
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private void restart(String more) {
        stop();
        kit = ActorTestKit.create("journal", config(dir, more));
        journal = JournalExtension.get(kit.system());
    }

    private int add(ActorRef<Shelf.Command> shelf, long dueMs, String... texts) {
        return Await.value(AskPattern.ask(
                shelf,
                (ActorRef<Integer> replyTo) -> new Shelf.Add(List.of(texts), dueMs, replyTo),
                PATIENCE,
                kit.system().scheduler()));
    }

    private List<String> read(ActorRef<Shelf.Command> shelf) {
        return Await.value(
                AskPattern.ask(shelf, Shelf.Read::new, PATIENCE, kit.system().scheduler()));
    }

    @Test
    void persist_overRestartsOfActorAndSystem_isThere() {
        ActorRef<Shelf.Command> shelf = kit.spawn(Shelf.create("s1"));
        assertEquals(1, add(shelf, 500, "a"));
        assertEquals(3, add(shelf, 900, "b", "c"));
        kit.stop(shelf);

        shelf = kit.spawn(Shelf.create("s1"));
        assertEquals(List.of("a", "b", "c"), read(shelf));
        assertEquals(4, add(shelf, 700, "d"));
        assertEquals(List.of(new Due("s1", 700)), Await.value(journal.dueBefore(1_000, 10)));

        restart("");
        assertEquals(List.of("a", "b", "c", "d"), read(kit.spawn(Shelf.create("s1"))));
        assertEquals(List.of(new Due("s1", 700)), Await.value(journal.dueBefore(1_000, 10)));
        assertEquals(Optional.of("here"), Await.value(journal.lookup("texts", "c")));
        assertEquals(
                List.of("b", "c", "d"),
                Await.value(journal.scan(IndexRange.of("texts", "").past("a"), 10)).stream()
                        .map(IndexEntry::key)
                        .toList());
    }

    @Test
    void persist_twoActorsOfOneId_theStaleOneIsRefused() {
        ActorRef<Shelf.Command> first = kit.spawn(Shelf.create("twin"));
        add(first, NEVER, "a");
        ActorRef<Shelf.Command> second = kit.spawn(Shelf.create("twin"));
        assertEquals(List.of("a"), read(second));
        add(second, NEVER, "b");

        TestProbe<Object> watcher = kit.createTestProbe();
        TestProbe<Integer> reply = kit.createTestProbe();
        first.tell(new Shelf.Add(List.of("stale"), NEVER, reply.ref()));
        watcher.expectTerminated(first, PATIENCE);
        reply.expectNoMessage();

        kit.stop(second);
        assertEquals(List.of("a", "b"), read(kit.spawn(Shelf.create("twin"))));
    }

    @Test
    void persist_unserializable_isRejectedAloneAndQuotesNothing() {
        ActorRef<Shelf.Command> shelf = kit.spawn(Shelf.create("s2"));
        add(shelf, NEVER, "a");
        TestProbe<Object> watcher = kit.createTestProbe();
        shelf.tell(new Shelf.Add(
                List.of("poison"), NEVER, kit.<Integer>createTestProbe().ref()));
        watcher.expectTerminated(shelf, PATIENCE);

        ActorRef<Shelf.Command> again = kit.spawn(Shelf.create("s2"));
        assertEquals(List.of("a"), read(again));
        assertEquals(2, add(again, NEVER, "b"));
        assertEquals(Optional.empty(), Await.value(journal.lookup("texts", "poison")));
    }

    @Test
    void persist_manyActors_allRecoverAndMetricsAgree() {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        journal.metrics(new JournalMetrics() {
            @Override
            public void appendAcknowledged(int facts, long nanos) {
                acknowledged.addAndGet(facts);
            }

            @Override
            public void batchWritten(int facts, long bytes, long nanos, boolean synced) {
                written.addAndGet(facts);
            }
        });
        TestProbe<Integer> replies = kit.createTestProbe();
        for (int i = 0; i < 200; i++) {
            ActorRef<Shelf.Command> shelf = kit.spawn(Shelf.create("many" + i));
            for (int text = 0; text < 5; text++) {
                shelf.tell(new Shelf.Add(List.of("t" + text), NEVER, replies.ref()));
            }
        }
        replies.receiveSeveralMessages(1_000, PATIENCE);
        org.awaitility.Awaitility.await().untilAsserted(() -> assertEquals(1_000, written.get()));
        assertEquals(1_000, acknowledged.get());
        assertEquals(1_000, journal.status().factsWritten());
        assertTrue(journal.status().healthy());
        assertTrue(journal.status().batchesWritten() < 1_000, "batches are shared: " + journal.status());

        restart("everswitch.journal.serializer-threads = 2");
        for (int i = 0; i < 200; i += 20) {
            ActorRef<Shelf.Command> shelf = kit.spawn(Shelf.create("many" + i));
            assertEquals(List.of("t0", "t1", "t2", "t3", "t4"), read(shelf));
            assertEquals(6, add(shelf, NEVER, "t5"));
        }
    }

    @Test
    void claim_expires_andIsRemoved() {
        long soon = System.currentTimeMillis() + 200;
        assertEquals("a", Await.value(journal.claim("keys", "k", "a", soon)));
        assertEquals("a", Await.value(journal.claimDurable("keys", "k", "b")));
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertEquals(Optional.empty(), Await.value(journal.lookup("keys", "k"))));
        assertEquals("c", Await.value(journal.claimDurable("keys", "k", "c")));
        Await.value(journal.expire(100));
        assertEquals(Optional.of("c"), Await.value(journal.lookup("keys", "k")), "the sweep takes only what expired");
        Await.value(journal.put("keys", "k", "d"));
        assertEquals(Optional.of("d"), Await.value(journal.lookup("keys", "k")));
        Await.value(journal.remove("keys", "k"));
        assertEquals(Optional.empty(), Await.value(journal.lookup("keys", "k")));
        assertThrows(IllegalArgumentException.class, () -> journal.scan(IndexRange.of("keys", ""), 1_001));
        assertThrows(IllegalArgumentException.class, () -> journal.claim("list.texts", "k", "v"));
        assertThrows(IllegalArgumentException.class, () -> journal.put("list.texts", "k", "v"));
        assertThrows(IllegalArgumentException.class, () -> journal.remove("list.texts", "k"));
        assertThrows(IllegalArgumentException.class, () -> journal.lookup("list.texts", "k"));
    }

    @Test
    void start_withAStoreThatIsNotThere_failsClearly() {
        assertStartFails("everswitch.journal { stores = [spool, archive], copies = 2 }", "archive");
        assertStartFails("everswitch.journal.copies = 2", "copies is 2");
    }

    private void assertStartFails(String more, String words) {
        ActorTestKit other = ActorTestKit.create("other", config(dir.resolve("other"), more));
        try {
            IllegalArgumentException failure =
                    assertThrows(IllegalArgumentException.class, () -> JournalExtension.get(other.system()));
            assertTrue(String.valueOf(failure.getMessage()).contains(words), failure.getMessage());
        } finally {
            other.shutdownTestKit();
        }
    }

    @Test
    void start_onADirectoryInUse_failsClearly() {
        ActorTestKit other = ActorTestKit.create("other", config(dir, ""));
        try {
            assertThrows(JournalInUse.class, () -> JournalExtension.get(other.system()));
        } finally {
            other.shutdownTestKit();
        }
    }

    @Test
    void protocol_replayWriteAndDelete_answerAsPekkoExpects() {
        TestProbe<Object> probe = kit.createTestProbe(Object.class);
        var classic = org.apache.pekko.actor.typed.javadsl.Adapter.toClassic(probe.ref());
        var plugin = Persistence.get(kit.system()).journalFor("everswitch.journal", ConfigFactory.empty());
        List<org.apache.pekko.persistence.PersistentEnvelope> writes = new ArrayList<>();
        writes.add(AtomicWrite.apply(repr(1, "a")));
        writes.add(AtomicWrite.apply(repr(2, "poison")));
        writes.add(AtomicWrite.apply(CollectionConverters.asScala(List.of(repr(2, "b"), repr(3, "c")))
                .toList()));
        plugin.tell(
                new JournalProtocol.WriteMessages(
                        CollectionConverters.asScala(writes).toList(), classic, 1),
                classic);
        probe.expectMessage(JournalProtocol.WriteMessagesSuccessful$.MODULE$);
        assertInstanceOf(JournalProtocol.WriteMessageSuccess.class, probe.receiveMessage());
        JournalProtocol.WriteMessageRejected rejected =
                assertInstanceOf(JournalProtocol.WriteMessageRejected.class, probe.receiveMessage());
        assertFalse(
                rejected.cause().toString().contains("poison"), rejected.cause().toString());
        assertInstanceOf(JournalProtocol.WriteMessageSuccess.class, probe.receiveMessage());
        assertInstanceOf(JournalProtocol.WriteMessageSuccess.class, probe.receiveMessage());

        plugin.tell(new JournalProtocol.ReplayMessages(2, Long.MAX_VALUE, 1, "raw", classic), classic);
        assertEquals(
                2,
                ((JournalProtocol.ReplayedMessage) probe.receiveMessage())
                        .persistent()
                        .sequenceNr());
        assertEquals(new JournalProtocol.RecoverySuccess(3), probe.receiveMessage());
        plugin.tell(new JournalProtocol.ReplayMessages(0, Long.MAX_VALUE, Long.MAX_VALUE, "none", classic), classic);
        assertEquals(new JournalProtocol.RecoverySuccess(0), probe.receiveMessage());

        plugin.tell(new JournalProtocol.DeleteMessagesTo("raw", 2, classic), classic);
        var refused =
                assertInstanceOf(org.apache.pekko.persistence.DeleteMessagesFailure.class, probe.receiveMessage());
        assertInstanceOf(UnsupportedOperationException.class, refused.cause());
    }

    private static PersistentRepr repr(long sequenceNr, String text) {
        return PersistentRepr.apply(
                new Shelf.Added(text, NEVER),
                sequenceNr,
                "raw",
                "",
                false,
                org.apache.pekko.actor.ActorRef.noSender(),
                "w");
    }
}
