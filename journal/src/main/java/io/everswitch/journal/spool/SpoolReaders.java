package io.everswitch.journal.spool;

import io.everswitch.journal.JournalCorrupt;
import io.everswitch.journal.JournalException;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.JournalOverloaded;
import io.everswitch.journal.JournalUnavailable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;

/** The threads that read: a few, with a bounded queue, so that a flood of recoveries is refused instead of piling up. */
final class SpoolReaders {

    /** A read, on a reader's thread. */
    interface Read<T> {
        T run() throws RocksDBException;
    }

    private final ThreadPoolExecutor pool;
    private final Sickness sickness;
    private final Supplier<JournalMetrics> metrics;
    private final long closeTimeoutMs;

    SpoolReaders(SpoolSettings settings, Sickness sickness, Supplier<JournalMetrics> metrics) {
        this.sickness = sickness;
        this.metrics = metrics;
        this.closeTimeoutMs = settings.closeTimeoutMs();
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                settings.readerThreads(),
                settings.readerThreads(),
                0,
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(settings.readerQueueMax()),
                task -> {
                    Thread thread = new Thread(task, "everswitch-spool-reader-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    <T> CompletableFuture<T> read(Read<T> read) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            pool.execute(() -> run(read, done));
        } catch (RejectedExecutionException e) {
            JournalException why = pool.isShutdown()
                    ? new JournalUnavailable("the journal is closed", e)
                    : new JournalOverloaded("too many reads wait for the journal", e);
            metrics.get().failed(why.getClass().getSimpleName());
            done.completeExceptionally(why);
        }
        return done;
    }

    private <T> void run(Read<T> read, CompletableFuture<T> done) {
        try {
            done.complete(read.run());
        } catch (RocksDBException e) {
            fail(done, sickness.onRead(e));
        } catch (JournalCorrupt e) {
            sickness.fellSick(String.valueOf(e.getMessage()), e);
            fail(done, e);
        } catch (RuntimeException | Error e) {
            fail(done, e);
        }
    }

    private void fail(CompletableFuture<?> done, Throwable why) {
        metrics.get().failed(why.getClass().getSimpleName());
        done.completeExceptionally(why);
    }

    /** @return false if a read did not end in time */
    boolean end() throws InterruptedException {
        pool.shutdown();
        return pool.awaitTermination(closeTimeoutMs, TimeUnit.MILLISECONDS);
    }
}
