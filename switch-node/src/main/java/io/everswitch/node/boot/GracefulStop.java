package io.everswitch.node.boot;

import io.everswitch.cashier.notify.WebhookSender;
import io.everswitch.channel.ChannelAdapters;
import io.everswitch.node.entity.BankAndMerchantEffects;
import io.everswitch.node.http.HttpEdges;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An orderly end: not ready any more while still serving, so that a front door looks elsewhere; then no new requests, what is in
 * work may finish; then the payments move to other nodes, the node leaves the cluster, and everything is closed, the journal
 * last. What did not finish in time stands in the journal, and whoever owns it next goes on with it. A node that was taken out
 * of the cluster by others, or whose journal is sick, waits for nothing.
 */
final class GracefulStop {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Duration patience;
    private final Duration notice;
    private final NodeOperations operations;
    private final HttpEdges edges;
    private final BankAndMerchantEffects effects;
    private final ChannelAdapters channels;
    private final WebhookSender sender;

    GracefulStop(
            NodeConfig config,
            NodeOperations operations,
            HttpEdges edges,
            BankAndMerchantEffects effects,
            ChannelAdapters channels,
            WebhookSender sender) {
        this.patience = Duration.ofMillis(config.gracefulStopMs());
        this.notice = Duration.ofMillis(config.stopNoticeMs());
        this.operations = operations;
        this.edges = edges;
        this.effects = effects;
        this.channels = channels;
        this.sender = sender;
    }

    void register(ActorSystem<?> system) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "say-not-ready", () -> {
            operations.stopping();
            if (isDowned(shutdown)) {
                LOG.error("this node was taken out of the cluster: the others go on without it, and it ends now");
                return CompletableFuture.completedFuture(Done.getInstance());
            }
            if (isUseless(shutdown)) {
                return CompletableFuture.completedFuture(Done.getInstance());
            }
            LOG.info("stopping: not ready any more, serving for another {} ms", notice.toMillis());
            return after(system, notice);
        });
        shutdown.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "no-new-requests", () -> {
            operations.refusing();
            return edges.unbind();
        });
        shutdown.addTask(CoordinatedShutdown.PhaseServiceRequestsDone(), "finish-what-is-in-work", () -> {
            Duration atMost = isDowned(shutdown) || isUseless(shutdown) ? Duration.ZERO : patience;
            return noneRunning(system, () -> inWork(system), atMost)
                    .thenCompose(done -> edges.terminate(Duration.ofSeconds(1)))
                    .thenApply(done -> Done.getInstance());
        });
        // After the payments have moved: their last answers come through these.
        shutdown.addTask(
                CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                "close-channels",
                () -> CompletableFuture.supplyAsync(
                        () -> {
                            sender.close();
                            channels.close();
                            return Done.getInstance();
                        },
                        runnable -> new Thread(runnable, "close-channels").start()));
    }

    /**
     * A node that is alone waits for its effects: nobody could take them over. One of several does not, because others send new
     * work to its payments until these have moved; then each payment waits for its own attempt.
     */
    private int inWork(ActorSystem<?> system) {
        int requests = edges.inWork();
        boolean alone = Cluster.get(system).state().members().size() <= 1;
        return alone ? requests + effects.running() : requests;
    }

    private static boolean isDowned(CoordinatedShutdown shutdown) {
        return shutdown.getShutdownReason()
                .filter(CoordinatedShutdown.clusterDowningReason().getClass()::isInstance)
                .isPresent();
    }

    /** A sick journal lets nothing in work come to an end: the sooner the payments are elsewhere the better. */
    private static boolean isUseless(CoordinatedShutdown shutdown) {
        return shutdown.getShutdownReason()
                .filter(JournalSick.class::isInstance)
                .isPresent();
    }

    private static CompletionStage<Done> after(ActorSystem<?> system, Duration delay) {
        CompletableFuture<Done> done = new CompletableFuture<>();
        system.scheduler().scheduleOnce(delay, () -> done.complete(Done.getInstance()), system.executionContext());
        return done;
    }

    /**
     * Completes when nothing runs at two looks in a row (what one effect came to may begin the next: an approval its
     * notification), or when the patience is over. Never fails.
     */
    static CompletionStage<Done> noneRunning(ActorSystem<?> system, IntSupplier running, Duration patience) {
        CompletableFuture<Done> done = new CompletableFuture<>();
        poll(system, running, new Looks(System.nanoTime() + patience.toNanos(), false), done);
        return done;
    }

    private record Looks(long deadlineNanos, boolean noneBefore) {}

    private static void poll(ActorSystem<?> system, IntSupplier running, Looks looks, CompletableFuture<Done> done) {
        int count = running.getAsInt();
        boolean none = count == 0;
        if ((none && looks.noneBefore()) || System.nanoTime() - looks.deadlineNanos() > 0) {
            LOG.info("stopping: {} requests and effects are left to whoever goes on with them", count);
            done.complete(Done.getInstance());
            return;
        }
        Looks next = new Looks(looks.deadlineNanos(), none);
        system.scheduler().scheduleOnce(POLL, () -> poll(system, running, next, done), system.executionContext());
    }
}
