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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An orderly end: not ready any more, no new connections, what is in flight may finish, then everything is closed. What did
 * not finish in time stands in the journal, and whoever starts next goes on with it: nothing is lost by being impatient.
 */
final class GracefulStop {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Duration patience;
    private final NodeOperations operations;
    private final HttpEdges edges;
    private final BankAndMerchantEffects effects;
    private final ChannelAdapters channels;
    private final WebhookSender sender;

    GracefulStop(
            int patienceMs,
            NodeOperations operations,
            HttpEdges edges,
            BankAndMerchantEffects effects,
            ChannelAdapters channels,
            WebhookSender sender) {
        this.patience = Duration.ofMillis(patienceMs);
        this.operations = operations;
        this.edges = edges;
        this.effects = effects;
        this.channels = channels;
        this.sender = sender;
    }

    void register(ActorSystem<?> system) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "no-new-connections", () -> {
            LOG.info("stopping: {} effects in flight, at most {} ms for them", effects.running(), patience.toMillis());
            operations.stopping();
            return edges.unbind();
        });
        shutdown.addTask(
                CoordinatedShutdown.PhaseServiceRequestsDone(),
                "finish-what-is-in-flight",
                () -> noneRunning(system, effects::running, patience)
                        .thenCompose(done -> edges.terminate(Duration.ofSeconds(1)))
                        .thenApply(done -> Done.getInstance()));
        shutdown.addTask(
                CoordinatedShutdown.PhaseServiceStop(),
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
            LOG.info("stopping: {} effects are left to whoever starts next", count);
            done.complete(Done.getInstance());
            return;
        }
        Looks next = new Looks(looks.deadlineNanos(), none);
        system.scheduler().scheduleOnce(POLL, () -> poll(system, running, next, done), system.executionContext());
    }
}
