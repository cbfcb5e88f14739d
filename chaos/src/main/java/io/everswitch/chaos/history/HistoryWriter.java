package io.everswitch.chaos.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes a history while it happens. {@link #add} may be called by any thread and never blocks: one thread of its own writes.
 * A step that finds no room is counted and makes {@link #close} fail, because a history with holes proves nothing.
 */
public final class HistoryWriter implements AutoCloseable {
    /** About ten seconds of 1,000 journeys a second; a disk that stands still longer ends the drill. */
    private static final int STEPS_WAITING_MAX = 100_000;

    private static final long CLOSE_WITHIN_S = 60;

    private final BlockingQueue<Step> waiting = new ArrayBlockingQueue<>(STEPS_WAITING_MAX);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable IOException failure;

    public HistoryWriter(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        thread = new Thread(() -> write(out), "history");
        thread.setDaemon(true);
        thread.start();
    }

    public void add(Step step) {
        if (closing || !waiting.offer(step)) {
            lost.incrementAndGet();
        }
    }

    private void write(OutputStream file) {
        try (JsonGenerator json = new JsonFactory().createGenerator(file)) {
            json.setRootValueSeparator(null);
            for (Step step = next(); step != null; step = next()) {
                StepJson.write(json, step);
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            failure = new IOException("interrupted while writing a history", e);
        }
    }

    private @Nullable Step next() throws InterruptedException {
        while (true) {
            boolean last = closing;
            Step step = waiting.poll(last ? 0 : 100, TimeUnit.MILLISECONDS);
            if (step != null || last) {
                return step;
            }
        }
    }

    /** @throws IOException if the file is not the whole history */
    @Override
    public void close() throws IOException {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_WITHIN_S));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the history was written", e);
        }
        IOException broken = failure;
        if (broken != null) {
            throw broken;
        }
        if (thread.isAlive() || lost.get() > 0 || !waiting.isEmpty()) {
            throw new IOException("the history has holes: " + lost.get() + " steps found no room");
        }
    }
}
