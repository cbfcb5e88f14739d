package io.everswitch.channel.iso8583;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes a channel gently: looks every few milliseconds whether its last request is answered, at most as long as an answer
 * may take, then closes the connections. On one event loop; {@link #begin} may be called by any thread.
 */
final class Drain {
    private static final int LOOK_MS = 10;

    private final Wire wire;
    private final List<IsoConnection> connections;
    private final EventLoop loop;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Drain(Wire wire, List<IsoConnection> connections, EventLoop loop) {
        this.wire = wire;
        this.connections = connections;
        this.loop = loop;
    }

    CompletionStage<Void> begin() {
        if (begun.compareAndSet(false, true)) {
            long untilNanos = System.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(wire.timeouts().longestMs());
            try {
                loop.execute(() -> look(untilNanos));
            } catch (RejectedExecutionException e) {
                closeAll();
            }
        }
        return done.minimalCompletionStage();
    }

    private void look(long untilNanos) {
        boolean over = System.nanoTime() - untilNanos >= 0 || loop.isShuttingDown();
        if (over || wire.inFlight().isEmpty()) {
            closeAll();
        } else {
            var unused = loop.schedule(() -> look(untilNanos), LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void closeAll() {
        AtomicInteger left = new AtomicInteger(connections.size());
        connections.forEach(connection -> connection.close(() -> {
            if (left.decrementAndGet() == 0) {
                wire.inFlight().forgetAll();
                done.complete(null);
            }
        }));
    }
}
