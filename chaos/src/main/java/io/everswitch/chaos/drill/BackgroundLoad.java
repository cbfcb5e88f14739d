package io.everswitch.chaos.drill;

import io.everswitch.chaos.load.Journey;
import io.everswitch.chaos.load.LoadRunner;
import io.everswitch.chaos.load.LoadSettings;
import io.everswitch.chaos.load.LoadTarget;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A load that runs beside the faults of a drill, on a thread of its own. */
final class BackgroundLoad {
    private final LoadRunner runner;
    private final CompletableFuture<List<Journey>> journeys = new CompletableFuture<>();

    BackgroundLoad(LoadTarget target, LoadSettings settings) {
        this.runner = new LoadRunner(target, settings, LoadRunner.ordinaryAmounts());
        Thread thread = new Thread(
                () -> {
                    try {
                        journeys.complete(runner.run());
                    } catch (InterruptedException | RuntimeException e) {
                        journeys.completeExceptionally(e);
                    }
                },
                "drill-load");
        thread.setDaemon(true);
        thread.start();
    }

    int begun() {
        return runner.begun();
    }

    /** Ends the load and waits for its last payment. */
    List<Journey> finish() throws InterruptedException {
        runner.stop();
        return await();
    }

    /** Waits for the load's own end. */
    List<Journey> await() throws InterruptedException {
        try {
            return journeys.get(30, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the load did not come to its end: " + e, e);
        }
    }
}
