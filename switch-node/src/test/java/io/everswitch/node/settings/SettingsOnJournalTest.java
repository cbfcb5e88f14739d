package io.everswitch.node.settings;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings in a real cluster of two nodes; the first keeps them in a journal on disk. */
class SettingsOnJournalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String WEIGHT = "channels/jade/weight";

    @TempDir
    Path dir;

    private final List<ActorSystem<?>> systems = new ArrayList<>();

    private static final SettingsCheck CHECK = (values, changed) -> "-1".equals(values.get(WEIGHT))
            ? List.of(new SettingsRefusal.Complaint(WEIGHT, "must not be negative"))
            : List.of();

    /** @param seed null: it begins a cluster */
    private ActorSystem<?> node(String name, @Nullable ActorSystem<?> seed) {
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
                          sharding.retry-interval = 100ms
                          singleton.hand-over-retry-interval = 100ms
                        }
                        everswitch.journal.free-bytes-min = 1 MiB
                        everswitch.journal.memtable-bytes = 4 MiB
                        """)
                .withFallback(ConfigFactory.parseMap(
                        Map.of("everswitch.journal.dir", dir.resolve(name).toString())))
                .withFallback(ConfigFactory.load());
        ActorSystem<?> system = ActorSystem.create(Behaviors.empty(), "everswitch", config);
        systems.add(system);
        Cluster cluster = Cluster.get(system);
        cluster.join(seed == null ? cluster.selfAddress() : Cluster.get(seed).selfAddress());
        await().atMost(PATIENCE).until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
        return system;
    }

    private static Settings settings(ActorSystem<?> system) {
        return Settings.start(system, new SettingsBoard(), CHECK, Clock.systemUTC());
    }

    private static SettingsReply ask(Settings settings, SettingsCommand command) throws Exception {
        return settings.command(command).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static SettingsCommand set(String value, @Nullable Instant until) {
        return new SettingsCommand.Apply("li", "because", until, -1, false, Map.of(WEIGHT, value));
    }

    private static @Nullable String weight(Settings settings) {
        return settings.board().view().values().get(WEIGHT);
    }

    @AfterEach
    void stop() {
        for (ActorSystem<?> system : systems) {
            system.terminate();
            await().atMost(PATIENCE).until(() -> system.whenTerminated().isCompleted());
        }
    }

    @Test
    void change_reachesEveryNodeWithinASecondAndEndsByItself() throws Exception {
        ActorSystem<?> first = node("a", null);
        Settings here = settings(first);
        await().atMost(PATIENCE).until(() -> here.board().view().isHeard());
        ActorSystem<?> second = node("b", first);
        Settings there = settings(second);
        await().atMost(PATIENCE).until(() -> there.board().view().isHeard());

        assertNotNull(ask(there, set("40", null)).change());
        await().atMost(Duration.ofSeconds(1)).until(() -> "40".equals(weight(here)) && "40".equals(weight(there)));
        Instant end = Instant.now().plusMillis(1_500);
        assertNotNull(ask(here, set("5", end)).change());
        await().atMost(Duration.ofSeconds(1)).until(() -> "5".equals(weight(there)));
        await().atMost(Duration.ofSeconds(3)).until(() -> "40".equals(weight(there)) && "40".equals(weight(here)));
        SettingsReply bad = ask(there, set("-1", null));
        assertEquals(SettingsRefusal.Kind.INVALID, requireNonNull(bad.refusal()).kind());
        SettingsHistory history =
                there.history(Long.MAX_VALUE, 10).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertEquals(
                List.of(2L, 1L), history.changes().stream().map(Change::number).toList());
    }

    @Test
    void change_survivesARestart() throws Exception {
        ActorSystem<?> first = node("a", null);
        assertNotNull(ask(settings(first), set("40", null)).change());
        stop();
        systems.clear();
        Settings again = settings(node("a", null));
        await().atMost(PATIENCE).until(() -> again.board().view().isHeard());
        assertEquals("40", weight(again));
        assertEquals(1, again.board().view().version());
    }
}
