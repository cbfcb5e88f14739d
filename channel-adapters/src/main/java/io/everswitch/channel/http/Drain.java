package io.everswitch.channel.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is inside, and tells when the last one has left after the door was closed. Thread-safe, lock-free. */
final class Drain {
    private static final long CLOSED = 1L << 62;

    private final AtomicLong state = new AtomicLong();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();

    /** Whether the door is still open; who got true calls {@link #leave} exactly once. */
    boolean enter() {
        long now = state.get();
        while ((now & CLOSED) == 0) {
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
            now = state.get();
        }
        return false;
    }

    void leave() {
        if (state.decrementAndGet() == CLOSED) {
            empty.complete(null);
        }
    }

    CompletionStage<Void> close() {
        if (state.updateAndGet(now -> now | CLOSED) == CLOSED) {
            empty.complete(null);
        }
        return empty;
    }
}
