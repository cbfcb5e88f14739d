package io.everswitch.node.health;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.health.ChannelHealthBoard;
import io.everswitch.routing.health.HealthPolicy;
import io.everswitch.routing.health.NodeNumbers;
import io.everswitch.routing.health.Tally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes of a real cluster, all in this process. */
final class HealthGossipTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ChannelId JADE = new ChannelId("jade-card");

    private final List<ActorSystem<?>> systems = new ArrayList<>();
    private final Clock clock = Clock.systemUTC();

    private ChannelHealthBoard node() {
        Config config = ConfigFactory.parseString("""
                        pekko.remote.artery.canonical.port = 0
                        pekko.coordinated-shutdown { exit-jvm = off, run-by-actor-system-terminate = off }
                        pekko.cluster {
                          seed-nodes = []
                          jmx.enabled = off
                          run-coordinated-shutdown-when-down = off
                          gossip-interval = 50ms
                          leader-actions-interval = 50ms
                          periodic-tasks-initial-delay = 10ms
                        }
                        """).withFallback(ConfigFactory.load());
        ActorSystem<?> system = ActorSystem.create(Behaviors.empty(), "everswitch", config);
        systems.add(system);
        Cluster cluster = Cluster.get(system);
        cluster.join(Cluster.get(systems.get(0)).selfAddress());
        await().atMost(PATIENCE).until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
        ChannelHealthBoard board = new ChannelHealthBoard(
                Map.of(JADE, Set.of(MeansKind.CARD, MeansKind.BANK_ACCOUNT)), HealthPolicy.DEFAULT);
        HealthGossip.start(system, board, () -> RateShare.WHOLE, clock);
        return board;
    }

    @AfterEach
    void stop() {
        systems.forEach(ActorSystem::terminate);
        systems.forEach(system ->
                await().atMost(PATIENCE).until(() -> system.whenTerminated().isCompleted()));
    }

    @Test
    void result_atOneNode_countsAtAllWithinTwoSeconds_once_andForThoseWhoComeLate() {
        ChannelHealthBoard a = node();
        ChannelHealthBoard b = node();
        approve(a);
        // Until they have found each other.
        await().atMost(PATIENCE).until(() -> counted(b) == 1);

        approve(a);
        approve(b);
        await().atMost(Duration.ofSeconds(2)).until(() -> counted(a) == 3 && counted(b) == 3);
        ChannelHealthBoard late = node();
        await().atMost(PATIENCE).until(() -> counted(late) == 3);

        // Each alone has seen too few in a row.
        for (ChannelHealthBoard board : List.of(a, b, late)) {
            timeOut(board);
            timeOut(board);
        }
        for (ChannelHealthBoard board : List.of(a, b, late)) {
            await().atMost(Duration.ofSeconds(2)).until(() -> isRed(board));
            assertTrue(board.events(JADE).get(0).reason().contains("faulty in a row"));
        }
    }

    @Test
    void serializer_everyMessage_roundTrips() throws Exception {
        node();
        ActorSystem<?> system = systems.get(0);
        HealthMessage.Told told = new HealthMessage.Told(
                new NodeNumbers(
                        "n1",
                        7,
                        9,
                        true,
                        List.of(
                                new NodeNumbers.Second("a", "card", 5, new Tally(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
                                new NodeNumbers.Second("b", "", 6, Tally.NONE))),
                system.ignoreRef());
        SerializerWithStringManifest serializer = (SerializerWithStringManifest)
                SerializationExtension.get(Adapter.toClassic(system)).findSerializerFor(told);
        assertEquals(HealthSerializer.class, serializer.getClass());
        byte[] bytes = serializer.toBinary(told);
        HealthMessage.Told back = (HealthMessage.Told) serializer.fromBinary(bytes, serializer.manifest(told));
        assertEquals(told.numbers(), back.numbers());
        int most = Integer.MAX_VALUE;
        Tally large = new Tally(most, most, most, most, most, most, Long.MAX_VALUE, most, most, most);
        NodeNumbers.Second second = new NodeNumbers.Second("x".repeat(64), "bank_account", Long.MAX_VALUE, large);
        HealthMessage.Told largest = new HealthMessage.Told(
                new NodeNumbers("n1", 7, 9, true, Collections.nCopies(HealthGossip.SECONDS_MAX, second)),
                system.ignoreRef());
        assertTrue(serializer.toBinary(largest).length < 100_000, "bytes " + serializer.toBinary(largest).length);
        HealthMessage.Heard heard = new HealthMessage.Heard(7, 0, system.ignoreRef());
        HealthMessage.Heard again =
                (HealthMessage.Heard) serializer.fromBinary(serializer.toBinary(heard), serializer.manifest(heard));
        assertEquals(heard.upTo(), again.upTo());
        assertEquals(heard.epoch(), again.epoch());
    }

    private void approve(ChannelHealthBoard board) {
        board.record(JADE, Kind.APPROVED, "00", Duration.ofMillis(20), clock.instant());
    }

    private void timeOut(ChannelHealthBoard board) {
        board.record(JADE, Kind.UNKNOWN, "timeout", Duration.ofMillis(900), clock.instant());
    }

    private int counted(ChannelHealthBoard board) {
        return board.view(clock.instant()).of(JADE).counted();
    }

    private boolean isRed(ChannelHealthBoard board) {
        Instant now = clock.instant();
        return board.view(now).of(JADE).level() == ChannelHealth.Level.RED;
    }
}
