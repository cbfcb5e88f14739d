package io.everswitch.node.limits;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.everswitch.routing.limit.Ledger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers in a real cluster, kept in a real journal's index; only the payments that they ask are made up. */
class LimitsInAClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LEDGER = "big~2026-11-23~shop";

    @TempDir
    Path dir;

    private final List<ActorSystem<?>> systems = new ArrayList<>();
    private final Map<String, Fate> fates = new ConcurrentHashMap<>();
    private final MemoryClaims shared = new MemoryClaims();

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

    private ClusterSharding keeping(ActorSystem<?> system, Claims claims) {
        LedgerEntity.Tools tools = new LedgerEntity.Tools(
                claims,
                reference -> CompletableFuture.completedFuture(fates.getOrDefault(reference, Fate.OPEN)),
                Clock.systemUTC());
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(LedgerEntity.KEY, entity -> LedgerEntity.create(entity, tools)));
        return sharding;
    }

    private Claims journal(ActorSystem<?> system) {
        return new JournalClaims(io.everswitch.journal.JournalExtension.get(system), "limit");
    }

    private static CompletionStage<LimitReply> reserve(ClusterSharding sharding, String reference, long atMs) {
        return sharding.entityRefFor(LedgerEntity.KEY, LEDGER)
                .ask(
                        replyTo -> new LimitMessage.Reserve(
                                reference, 10, atMs, 200, 100, System.currentTimeMillis() + 60_000, replyTo),
                        PATIENCE);
    }

    private static LimitUsage usage(ClusterSharding sharding) throws Exception {
        return sharding.entityRefFor(LedgerEntity.KEY, LEDGER)
                .ask(LimitMessage.Look::new, PATIENCE)
                .toCompletableFuture()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static int granted(List<CompletionStage<LimitReply>> asked) {
        return (int) asked.stream()
                .map(stage -> stage.toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .filter(reply -> reply.verdict() == Ledger.Verdict.GRANTED)
                .count();
    }

    @AfterEach
    void stop() {
        for (ActorSystem<?> system : systems) {
            system.terminate();
            await().atMost(PATIENCE).until(() -> system.whenTerminated().isCompleted());
        }
        systems.clear();
    }

    @Test
    void reserve_fromTwoNodesAtOnce_neverPassesTheLimit() throws Exception {
        ActorSystem<?> first = node("a", null);
        ClusterSharding here = keeping(first, shared);
        ClusterSharding there = keeping(node("b", first), shared);
        List<CompletionStage<LimitReply>> asked = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            asked.add(reserve(i % 2 == 0 ? here : there, "r" + i, System.currentTimeMillis()));
        }
        assertEquals(20, granted(asked));
        assertEquals(new LimitUsage(200, 20, 20), usage(there));
        assertTrue(shared.values.size() < 30, "each reservation has a version of its own: " + shared.values.size());
    }

    /** What was reserved stands after a restart; what became of it is asked of the payments. */
    @Test
    void restart_reservationsStandUntilPaymentsTellWhatBecameOfThem() throws Exception {
        ActorSystem<?> before = node("a", null);
        ClusterSharding sharding = keeping(before, journal(before));
        long old = System.currentTimeMillis() - 60_000;
        List<CompletionStage<LimitReply>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(reserve(sharding, "r" + i, old));
        }
        assertEquals(20, granted(asked));
        stop();

        fates.put("r0", Fate.TAKEN);
        fates.put("r1", Fate.NOT_TAKEN);
        ActorSystem<?> after = node("a", null);
        ClusterSharding again = keeping(after, journal(after));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertEquals(new LimitUsage(190, 19, 18), usage(again), "r0 taken, r1 given back"));
        assertEquals(1, granted(List.of(reserve(again, "new", old), reserve(again, "newer", old))));
    }

    /** A settlement alone is written after a moment, too. */
    @Test
    void settle_isKeptWithoutAnotherReservation() throws Exception {
        ActorSystem<?> before = node("a", null);
        ClusterSharding sharding = keeping(before, shared);
        assertEquals(1, granted(List.of(reserve(sharding, "r", System.currentTimeMillis()))));
        int versions = shared.values.size();
        sharding.entityRefFor(LedgerEntity.KEY, LEDGER).tell(new LimitMessage.Settle("r", true));
        await().atMost(PATIENCE).until(() -> shared.values.size() > versions);
        stop();
        ClusterSharding again = keeping(node("a", null), shared);
        assertEquals(new LimitUsage(10, 1, 0), usage(again));
    }
}
