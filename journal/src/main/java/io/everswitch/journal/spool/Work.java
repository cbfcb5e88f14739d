package io.everswitch.journal.spool;

import io.everswitch.journal.JournalException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Something that waits for the writer. The writer alone calls {@link #prepare}; the future is completed on the executor,
 * after the batch that it went into is written.
 */
abstract class Work<T> {

    private final CompletableFuture<T> done = new CompletableFuture<>();
    private final int facts;
    private final long bytes;
    private final long sinceNanos = System.nanoTime();
    private @Nullable T result;
    private @Nullable JournalException refusal;

    Work(int facts, long bytes) {
        this.facts = facts;
        this.bytes = bytes;
    }

    /**
     * Puts its changes into the batch and remembers its result or refusal.
     *
     * @return false if it cannot be decided before what is in the batch is written; then it has changed nothing
     */
    abstract boolean prepare(Batch batch) throws RocksDBException;

    final void succeed(T value) {
        result = value;
    }

    final void refuse(JournalException why) {
        refusal = why;
    }

    /** After the batch was written. */
    final void finish() {
        if (refusal == null) {
            done.complete(Objects.requireNonNull(result, "prepared without a result"));
        } else {
            done.completeExceptionally(refusal);
        }
    }

    /** Instead of {@link #finish}: what was decided may still be a refusal, which stays one. */
    final void fail(JournalException why) {
        done.completeExceptionally(refusal == null ? why : refusal);
    }

    final CompletableFuture<T> done() {
        return done;
    }

    final boolean refused() {
        return refusal != null;
    }

    /** Counted against the queue's bound: one for what is not a fact. */
    final int weight() {
        return Math.max(1, facts);
    }

    final int facts() {
        return facts;
    }

    final long bytes() {
        return bytes;
    }

    final long sinceNanos() {
        return sinceNanos;
    }
}
