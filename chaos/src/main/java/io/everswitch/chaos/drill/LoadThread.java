package io.everswitch.chaos.drill;

import io.everswitch.chaos.history.HistoryWriter;
import io.everswitch.chaos.load.LoadTarget;
import io.everswitch.chaos.load.SteadyLoad;
import io.everswitch.chaos.load.SteadySettings;
import io.everswitch.chaos.load.WallClock;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A load with its history, on a thread of its own, beside the faults. */
final class LoadThread {
    private final SteadyLoad load;
    private final HistoryWriter writer;
    private final Path history;
    private final Thread thread;
    private volatile @Nullable Exception failure;

    LoadThread(LoadTarget target, SteadySettings settings, Path history, WallClock clock) throws IOException {
        this.history = history;
        this.writer = new HistoryWriter(history);
        this.load = new SteadyLoad(target, settings, writer, clock);
        this.thread = new Thread(this::run, "load-" + settings.client());
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            load.run();
        } catch (InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    /** Waits for the load's own end, and for the last line of its history. */
    void await() throws InterruptedException, IOException {
        thread.join();
        writer.close();
        Exception broken = failure;
        if (broken != null) {
            throw new IOException("the load did not come to its end: " + broken.getMessage(), broken);
        }
    }

    void awaitWarm() throws InterruptedException, IOException {
        load.awaitWarm();
    }

    void begin(long ns) {
        load.begin(ns);
    }

    long latestMs() {
        return load.latestMs();
    }

    void stop() {
        load.stop();
    }

    boolean running() {
        return thread.isAlive();
    }

    long begun() {
        return load.begun();
    }

    long dropped() {
        return load.dropped();
    }

    Path history() {
        return history;
    }
}
