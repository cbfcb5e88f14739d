package io.everswitch.node.boot;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GracefulStopTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(15);

    private ActorSystem<?> system;

    @BeforeEach
    void start() {
        system = ActorSystem.create(
                Behaviors.empty(), "stopping", ConfigFactory.parseString("pekko.actor.provider = local"));
    }

    @AfterEach
    void stop() {
        system.terminate();
        await().atMost(SOON).until(() -> system.whenTerminated().isCompleted());
    }

    @Test
    void noneRunning_somethingRuns_waitsForIt() {
        AtomicInteger running = new AtomicInteger(1);
        CompletionStage<Done> stopped = GracefulStop.noneRunning(system, running::get, LONG);
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> !isDone(stopped));
        running.set(0);
        await().atMost(SOON).until(() -> isDone(stopped));
    }

    @Test
    void noneRunning_patienceIsOver_leavesTheRest() {
        CompletionStage<Done> stopped = GracefulStop.noneRunning(system, () -> 1, Duration.ofMillis(200));
        assertFalse(isDone(stopped));
        await().atMost(SOON).until(() -> isDone(stopped));
    }

    @Test
    void noneRunning_oneEffectBeginsTheNext_waitsForThatToo() {
        // An approval is there and its notification has not begun: one look sees nothing, the next one does.
        Iterator<Integer> looks = List.of(1, 0, 1, 1, 0, 0).iterator();
        AtomicInteger looked = new AtomicInteger();
        CompletionStage<Done> stopped = GracefulStop.noneRunning(
                system,
                () -> {
                    looked.incrementAndGet();
                    return looks.hasNext() ? looks.next() : 0;
                },
                LONG);
        await().atMost(SOON).until(() -> isDone(stopped));
        assertTrue(looked.get() >= 6, "looks: " + looked.get());
    }

    private static boolean isDone(CompletionStage<Done> stage) {
        return stage.toCompletableFuture().isDone();
    }
}
