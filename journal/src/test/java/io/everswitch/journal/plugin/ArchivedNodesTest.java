package io.everswitch.journal.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hazelcast.core.Hazelcast;
import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.archive.CassandraProcess;
import io.everswitch.journal.archive.Forwarder;
import io.everswitch.journal.archive.TestIds;
import io.everswitch.journal.store.Await;
import io.everswitch.journal.workingset.TestMembers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with a working set before the archive, which is not there at the start: a real Cassandra, reached later. */
final class ArchivedNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADDRESS = "127.0.0.32";

    private final Path dir;
    private final CassandraProcess cassandra = CassandraProcess.get();
    private final String keyspace = "n" + Long.toHexString(System.nanoTime());
    private final List<Integer> ports = TestMembers.freePorts(3);
    private final List<ActorTestKit> kits = new ArrayList<>();

    ArchivedNodesTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @AfterEach
    void end() {
        kits.forEach(ActorTestKit::shutdownTestKit);
    }

    private ActorTestKit start(int number) {
        String more = """
                everswitch.journal {
                  stores = [spool, working-set], copies = 2, node-name = n%d
                  ids = "io.everswitch.journal.archive.TestIds"
                  working-set {
                    port = %d, members = ["127.0.0.1:%d", "127.0.0.1:%d"], retention = 2s, evict-ms = 200, evict-rest-ms = 200
                    heartbeat-timeout-s = 5, backup-timeout-ms = 500, probe-ms = 100, look-ms = 100
                  }
                  archive {
                    cells-file = "%s", create-schema = on, after = 100ms, forget-every = 200ms
                    probe-every = 200ms, sick-at-least = 200ms, reconnect-max = 500ms
                  }
                }
                """.formatted(number, ports.get(number), ports.get(0), ports.get(1), dir.resolve("cells.conf"));
        ActorTestKit kit =
                ActorTestKit.create("archived" + number, EverswitchJournalTest.config(dir.resolve("n" + number), more));
        kits.add(kit);
        return kit;
    }

    private static int add(ActorTestKit kit, ActorRef<Shelf.Command> shelf, String text) {
        return Await.value(AskPattern.ask(
                shelf,
                (ActorRef<Integer> to) -> new Shelf.Add(List.of(text), Long.MAX_VALUE, to),
                PATIENCE,
                kit.scheduler()));
    }

    private static List<String> read(ActorTestKit kit, ActorRef<Shelf.Command> shelf) {
        return Await.value(AskPattern.ask(shelf, Shelf.Read::new, PATIENCE, kit.scheduler()));
    }

    private static boolean inMemory(String id) {
        return Hazelcast.getAllHazelcastInstances().stream()
                .anyMatch(member -> member.getMap("everswitch-histories").containsKey(id));
    }

    @Test
    void archive_appearsLaterThenTakesWhatIsOld_andGivesItBackToWhoeverExtendsIt() throws IOException {
        int port = ports.get(2);
        Files.writeString(
                dir.resolve("cells.conf"),
                "cells = [{id = 0, weight = 1, contact-points = [\"" + ADDRESS + ":" + port
                        + "\"], local-datacenter = dc1, keyspace = " + keyspace + "}]");
        ActorTestKit one = start(0);
        ActorTestKit two = start(1);
        JournalExtension journal = JournalExtension.get(one.system());
        JournalExtension other = JournalExtension.get(two.system());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> journal.status().healthy() && other.status().healthy());
        String id = TestIds.id(System.currentTimeMillis(), 0, "p");
        ActorRef<Shelf.Command> shelf = one.spawn(Shelf.create(id));
        assertEquals(1, add(one, shelf, "a"), "no Cassandra, and nobody notices");
        assertEquals(2, add(one, shelf, "b"));
        Awaitility.await().atMost(PATIENCE).until(() -> !journal.archiveStatus().healthy());
        one.stop(shelf);
        assertEquals(0, journal.archiveStatus().archivedFacts());

        try (Forwarder cassandraAppears = new Forwarder(ADDRESS, port, cassandra)) {
            Objects.requireNonNull(cassandraAppears);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> journal.archiveStatus().archivedFacts()
                                    + other.archiveStatus().archivedFacts()
                            >= 2);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !inMemory(id) && journal.archiveStatus().forgotten() == 1);

            ActorRef<Shelf.Command> back = two.spawn(Shelf.create(id));
            assertEquals(List.of("a", "b"), read(two, back), "what is in no memory and no spool");
            assertEquals(3, add(two, back, "c"));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Await.value(Objects.requireNonNull(other.archive())
                                    .reads()
                                    .highestSequenceNr(id))
                            == 3);
            assertEquals(List.of("a", "b", "c"), read(one, one.spawn(Shelf.create(id))));
            kits.forEach(ActorTestKit::shutdownTestKit);
            kits.clear();
        }
    }
}
