package io.everswitch.journal.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for serialization. What belongs to one persistence id always goes to the same one, so its order is kept. With no
 * threads the work is done by whoever brings it.
 */
final class Lanes implements AutoCloseable {

    private final List<ExecutorService> lanes = new ArrayList<>();

    Lanes(int threads) {
        for (int i = 0; i < threads; i++) {
            String name = "everswitch-journal-serializer-" + i;
            // Unbounded by itself: what it holds is bounded by the actors, each of which has one write on its way.
            lanes.add(Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
            }));
        }
    }

    Executor of(String persistenceId) {
        return lanes.isEmpty() ? Runnable::run : lanes.get(Math.floorMod(persistenceId.hashCode(), lanes.size()));
    }

    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdown);
    }
}
