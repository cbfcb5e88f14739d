package io.everswitch.journal.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.store.Await;
import io.everswitch.journal.workingset.TestMembers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes: one restarts, all lose power and come back one by one, a disk is given up. */
final class InDoubtTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long NEVER = Long.MAX_VALUE;

    @TempDir
    Path dir;

    private final List<Integer> ports = TestMembers.freePorts(3);
    private final List<Node> running = new ArrayList<>();

    private record Node(ActorTestKit kit, JournalExtension journal) {}

    private Node start(int number) {
        String members = String.join(
                ", ", ports.stream().map(port -> "\"127.0.0.1:" + port + "\"").toList());
        String more = "everswitch.journal { stores = [spool, working-set], copies = 2, node-name = n" + number
                + ", working-set { port = " + ports.get(number) + ", members = [" + members
                + "], heartbeat-timeout-s = 5, backup-timeout-ms = 500, sick-at-least-ms = 100, probe-ms = 100,"
                + " look-ms = 100 } }";
        ActorTestKit kit =
                ActorTestKit.create("doubt" + number, EverswitchJournalTest.config(dir.resolve("n" + number), more));
        Node node = new Node(kit, JournalExtension.get(kit.system()));
        running.add(node);
        return node;
    }

    @AfterEach
    void stopAll() {
        List.copyOf(running).forEach(this::stop);
    }

    private void stop(Node node) {
        running.remove(node);
        node.kit().shutdownTestKit();
    }

    private static void awaitReady(Node node) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertEquals("", node.journal().status().sickReason());
            assertEquals("", node.journal().stores().inDoubt());
        });
    }

    /** Whoever is not back may have more: nothing is told, nothing is claimed. */
    private static void awaitDoubt(Node node, String missing) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> node.journal().stores().awaited().stream().anyMatch(name -> name.startsWith(missing))
                        && node.journal().stores().awaited().size() == 1);
        assertTrue(node.journal().status().sickReason().contains("everything in doubt"));
        assertInstanceOf(
                JournalUnavailable.class, Await.failure(node.journal().copies().highestSequenceNr("s")));
        assertInstanceOf(
                JournalUnavailable.class, Await.failure(node.journal().copies().highestSequenceNr("new")));
        assertInstanceOf(JournalUnavailable.class, Await.failure(node.journal().claim("orders", "other", "v")));
    }

    private static int add(Node node, ActorRef<Shelf.Command> shelf, String... texts) {
        return Await.value(AskPattern.ask(
                shelf,
                (ActorRef<Integer> replyTo) -> new Shelf.Add(List.of(texts), NEVER, replyTo),
                PATIENCE,
                node.kit().system().scheduler()));
    }

    private static List<String> read(Node node) {
        return Await.value(AskPattern.ask(
                node.kit().spawn(Shelf.create("s")),
                Shelf.Read::new,
                PATIENCE,
                node.kit().system().scheduler()));
    }

    @Test
    void inDoubt_onlyAfterALossAndUntilEverySpoolIsBackOrGivenUp() {
        List<Node> nodes = List.of(start(0), start(1), start(2));
        nodes.forEach(InDoubtTest::awaitReady);
        assertEquals(2, add(nodes.get(2), nodes.get(2).kit().spawn(Shelf.create("s")), "a", "b"));
        assertEquals("v", Await.value(nodes.get(2).journal().claim("orders", "k", "v")));

        stop(nodes.get(2));
        Node third = start(2);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            assertEquals("", nodes.get(0).journal().stores().inDoubt(), "a restart is no loss");
            return third.journal().status().healthy();
        });
        assertEquals(List.of("a", "b"), read(third));

        List.copyOf(running).forEach(this::stop);
        Node one = start(0);
        Node two = start(1);
        awaitDoubt(one, "n2#");
        awaitDoubt(two, "n2#");
        Node back = start(2);
        List.of(one, two, back).forEach(InDoubtTest::awaitReady);
        assertEquals(List.of("a", "b"), read(one));
        assertEquals(Optional.of("v"), Await.value(two.journal().lookup("orders", "k")));

        List.copyOf(running).forEach(this::stop);
        Node again = start(0);
        Node other = start(1);
        awaitDoubt(again, "n2#");
        assertThrows(IllegalArgumentException.class, () -> again.journal().giveUp("n1", "it is there"));
        again.journal().giveUp("n2", "its disk is broken");
        List.of(again, other).forEach(InDoubtTest::awaitReady);
        assertEquals(List.of("a", "b"), read(other), "the first node's actor had read them into its spool");
    }
}
