package io.everswitch.node.boot;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.JournalStatus;
import io.everswitch.node.entity.Sweeper;
import io.everswitch.node.settings.SettingsBoard;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The root of the node's actors, and the cluster that it joins. */
final class Guardian {
    private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

    private static final Duration UP_MAX = Duration.ofSeconds(60);

    private static final long LOOK_MS = 50;

    private Guardian() {}

    /** What the root is told. */
    sealed interface Command {}

    /** Begin to look for what is due. */
    record Sweep(Sweeper.Settings settings, Clock clock) implements Command {}

    static ActorSystem<Command> start(NodeConfig config, Path dataDir) {
        Map<String, Object> own = new HashMap<>();
        own.put("pekko.remote.artery.canonical.hostname", config.clusterAddress());
        own.put("pekko.remote.artery.canonical.port", config.ports().cluster());
        // A node that left its cluster for good must not linger as a process that serves nobody.
        own.put("pekko.coordinated-shutdown.exit-jvm", "on");
        own.put("everswitch.journal.dir", dataDir.resolve("journal").toString());
        own.putAll(config.journal()
                .settings(config.clusterAddress(), config.ports().workingSet()));
        own.put(
                "pekko.coordinated-shutdown.phases.before-service-unbind.timeout",
                config.stopNoticeMs() + 1_000 + " ms");
        // A first seed that comes back while it is cut off must not begin a cluster beside the one that is there.
        own.put("pekko.cluster.min-nr-of-members", config.journal().membersMin());
        List<String> seeds = config.seeds().isEmpty()
                ? List.of(config.clusterAddress() + ":" + config.ports().cluster())
                : config.seeds();
        own.put(
                "pekko.cluster.seed-nodes",
                seeds.stream().map(seed -> "pekko://everswitch@" + seed).toList());
        Config merged = ConfigFactory.parseMap(own).withFallback(ConfigFactory.load());
        return ActorSystem.create(behavior(), "everswitch", merged);
    }

    private static Behavior<Command> behavior() {
        return Behaviors.setup(context -> Behaviors.receive(Command.class)
                .onMessage(Sweep.class, sweep -> {
                    context.spawn(
                            Behaviors.supervise(Sweeper.create(sweep.settings(), sweep.clock()))
                                    .onFailure(SupervisorStrategy.restart()),
                            "sweeper");
                    return Behaviors.same();
                })
                .build());
    }

    /** Blocks until the journal accepts facts, or the node ends; says why it waits. */
    static void awaitJournal(ActorSystem<?> system, JournalExtension journal) {
        String told = "";
        while (!system.whenTerminated().isCompleted()) {
            JournalStatus status = journal.status();
            if (status.healthy()) {
                return;
            }
            if (!status.sickReason().equals(told)) {
                told = status.sickReason();
                LOG.info("waiting for the journal: {}", told);
            }
            nap("waiting for the journal");
        }
        throw new IllegalStateException("the node ended while it waited for the journal");
    }

    /** Blocks until the settings are known, or the node ends. */
    static void awaitSettings(ActorSystem<?> system, SettingsBoard board) {
        boolean told = false;
        long tellAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (!board.view().isHeard()) {
            if (system.whenTerminated().isCompleted()) {
                throw new IllegalStateException("the node ended while it waited for the settings");
            }
            if (!told && System.nanoTime() > tellAt) {
                told = true;
                LOG.info("waiting for the settings");
            }
            nap("waiting for the settings");
        }
    }

    private static void nap(String doing) {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + doing, e);
        }
    }

    /** Blocks until this node is a full member: only then do payments have a place. */
    static void awaitUp(ActorSystem<?> system) {
        CompletableFuture<Boolean> up = new CompletableFuture<>();
        Cluster.get(system).registerOnMemberUp(() -> up.complete(true));
        try {
            up.get(UP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new ConfigException("seeds: the cluster did not take this node within " + UP_MAX.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while joining the cluster", e);
        }
    }
}
