package io.everswitch.journal.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.journal.Due;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.store.Await;
import io.everswitch.journal.workingset.TestMembers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, each with a spool and a member of the working set: actors move, nodes die, all of them die. */
final class TwoNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long NEVER = Long.MAX_VALUE;

    @TempDir
    Path dir;

    private final List<Integer> ports = TestMembers.freePorts(2);
    private final List<Node> running = new ArrayList<>();

    /** One node of the two. */
    private record Node(ActorTestKit kit, JournalExtension journal) {}

    private Node start(int number) {
        String members = "[\"127.0.0.1:" + ports.get(0) + "\", \"127.0.0.1:" + ports.get(1) + "\"]";
        String more = "everswitch.journal { stores = [spool, working-set], copies = 2, working-set { port = "
                + ports.get(number) + ", members = " + members
                + ", heartbeat-timeout-s = 5, backup-timeout-ms = 500, sick-at-least-ms = 100, probe-ms = 100 } }";
        ActorTestKit kit =
                ActorTestKit.create("node" + number, EverswitchJournalTest.config(dir.resolve("n" + number), more));
        Node node = new Node(kit, JournalExtension.get(kit.system()));
        running.add(node);
        return node;
    }

    private static void awaitReady(Node node) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals("", node.journal().status().sickReason()));
    }

    private void stop(Node node) {
        running.remove(node);
        node.kit().shutdownTestKit();
    }

    @AfterEach
    void stopAll() {
        List.copyOf(running).forEach(this::stop);
    }

    private static int add(Node node, ActorRef<Shelf.Command> shelf, long dueMs, String... texts) {
        return Await.value(AskPattern.ask(
                shelf,
                (ActorRef<Integer> replyTo) -> new Shelf.Add(List.of(texts), dueMs, replyTo),
                PATIENCE,
                node.kit().system().scheduler()));
    }

    private static List<String> read(Node node, ActorRef<Shelf.Command> shelf) {
        return Await.value(AskPattern.ask(
                shelf, Shelf.Read::new, PATIENCE, node.kit().system().scheduler()));
    }

    @Test
    void actorMoves_theOldOneIsRefused_andAllComesBackAfterPowerLoss() {
        Node one = start(0);
        assertTrue(one.journal().status().sickReason().contains("members"), "alone it takes nothing");
        Node two = start(1);
        awaitReady(one);
        awaitReady(two);

        ActorRef<Shelf.Command> stale = one.kit().spawn(Shelf.create("s"));
        assertEquals(2, add(one, stale, 500, "a", "b"));
        assertEquals("order-1", Await.value(one.journal().claim("orders", "k", "order-1")));
        assertEquals("order-1", Await.value(two.journal().claim("orders", "k", "order-2")));

        ActorRef<Shelf.Command> moved = two.kit().spawn(Shelf.create("s"));
        assertEquals(List.of("a", "b"), read(two, moved));
        assertEquals(3, add(two, moved, 900, "c"));
        assertEquals(List.of(new Due("s", 900)), Await.value(one.journal().dueBefore(1_000, 10)));
        assertEquals(List.of("a", "b", "c"), found(one));

        TestProbe<Object> watcher = one.kit().createTestProbe();
        stale.tell(new Shelf.Add(
                List.of("zombie"), NEVER, one.kit().<Integer>createTestProbe().ref()));
        watcher.expectTerminated(stale, PATIENCE);

        // The zombie's fact is in the first node's spool under number 3; the working set is the judge.
        ActorRef<Shelf.Command> back = one.kit().spawn(Shelf.create("s"));
        assertEquals(List.of("a", "b", "c"), read(one, back));
        assertEquals(4, add(one, back, 700, "d"));

        stop(two);
        stop(one);
        Node oneAgain = start(0);
        Node twoAgain = start(1);
        awaitReady(oneAgain);
        awaitReady(twoAgain);
        assertEquals(List.of("a", "b", "c", "d"), read(twoAgain, twoAgain.kit().spawn(Shelf.create("s"))));
        assertEquals(List.of("a", "b", "c", "d"), found(twoAgain));
        assertEquals(List.of(new Due("s", 700)), Await.value(twoAgain.journal().dueBefore(1_000, 10)));
        assertEquals(Optional.of("order-1"), Await.value(twoAgain.journal().lookup("orders", "k")));
        assertEquals(Optional.empty(), Await.value(twoAgain.journal().lookup("texts", "zombie")));
    }

    private static List<String> found(Node node) {
        List<String> listed = found(node, "list.texts");
        assertEquals(listed, found(node, "texts"), "listed with the facts, and in the index");
        return listed;
    }

    private static List<String> found(Node node, String space) {
        return Await.value(node.journal().scan(IndexRange.of(space, ""), 10)).stream()
                .map(IndexEntry::key)
                .toList();
    }
}
