package io.everswitch.journal.spool;

import io.everswitch.journal.JournalException;
import io.everswitch.journal.JournalOverloaded;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.JournalUncertain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes what waits, up to a batch's bounds, decides each piece against what is stored and what
 * is in the batch, writes all of it with one fsync, and then has the pieces completed on the executor. While one batch is on
 * its way to the disk the next one gathers, so the more there is to do, the larger the batches and the cheaper each fact.
 */
final class SpoolWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);

    private final SpoolSettings settings;
    private final WriterParts parts;
    private final Counters counters = new Counters();
    private final LinkedBlockingQueue<Work<?>> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queuedFacts = new AtomicLong();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Thread thread;
    private final Batch batch;

    private volatile boolean closing;
    private volatile boolean ended;
    private long batchNr;
    private long syncedNr;
    private boolean sealed = true;
    private @Nullable Work<?> carried;

    SpoolWriter(SpoolSettings settings, WriterParts parts) throws RocksDBException {
        this.settings = settings;
        this.parts = parts;
        this.batch = new Batch(parts.db(), new HeadCache(settings.headsCacheMax()));
        this.batchNr = parts.db().lastMark().batchNr();
        this.syncedNr = batchNr;
        this.thread = new Thread(this::run, "everswitch-spool-writer");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    <T> CompletableFuture<T> submit(Work<T> work) {
        JournalException refusal = admit(work);
        if (refusal != null) {
            counters.refused.increment();
            parts.metrics().get().failed(refusal.getClass().getSimpleName());
            return CompletableFuture.failedFuture(refusal);
        }
        queue.add(work);
        if (ended) {
            // It may have been added after the writer looked for the last time.
            failQueued(new JournalUnavailable("the journal is closed"));
        }
        return work.done();
    }

    /** Reserves room in the queue, or says why not. */
    private @Nullable JournalException admit(Work<?> work) {
        if (closing) {
            return new JournalUnavailable("the journal is closed");
        }
        String complaint = complaint();
        if (!complaint.isEmpty()) {
            return new JournalUnavailable("the journal accepts no writes: " + complaint);
        }
        long facts = queuedFacts.addAndGet(work.weight());
        long bytes = queuedBytes.addAndGet(work.bytes());
        if (facts > settings.queueMaxFacts() || bytes > settings.queueMaxBytes()) {
            release(work);
            return new JournalOverloaded(facts + " facts, " + bytes + " bytes would wait for the journal; bounds "
                    + settings.queueMaxFacts() + ", " + settings.queueMaxBytes());
        }
        return null;
    }

    private void release(Work<?> work) {
        queuedFacts.addAndGet(-work.weight());
        queuedBytes.addAndGet(-work.bytes());
    }

    /** Why writes are refused; empty if they are not. */
    String complaint() {
        String sick = parts.sickness().reason();
        return sick.isEmpty() ? parts.space().complaint() : sick;
    }

    private void run() {
        List<Work<?>> taken = new ArrayList<>();
        boolean more = true;
        while (more) {
            try {
                more = turn(taken);
            } catch (Throwable e) {
                // The writer must not vanish silently: everybody would wait for it. It stays and refuses.
                parts.sickness()
                        .fellSick("the writer met an unexpected " + e.getClass().getSimpleName(), e);
                failAll(taken, new JournalUncertain("the journal's writer failed in the middle of a batch", e));
            }
        }
        ended = true;
        failQueued(new JournalUnavailable("the journal is closed"));
    }

    /** @return false when it is closing and nothing waits any more */
    private boolean turn(List<Work<?>> taken) throws InterruptedException {
        taken.clear();
        batch.clear();
        parts.space().lookIfTime();
        Work<?> first = next();
        if (first == null) {
            seal();
            return !(closing && queue.isEmpty());
        }
        String complaint = parts.sickness().reason();
        if (complaint.isEmpty()) {
            collect(first, taken);
            write(taken);
        } else {
            taken.add(first);
            failAll(taken, new JournalUnavailable("the journal accepts no writes: " + complaint));
        }
        return true;
    }

    private @Nullable Work<?> next() throws InterruptedException {
        Work<?> first = carried;
        carried = null;
        if (first != null) {
            return first;
        }
        Work<?> waiting = queue.poll();
        return waiting != null || closing ? waiting : queue.poll(settings.sealIdleMs(), TimeUnit.MILLISECONDS);
    }

    private void collect(Work<?> first, List<Work<?>> taken) {
        parts.metrics().get().queueLength(queuedFacts.get());
        Work<?> work = first;
        while (work != null) {
            // Taken first: whatever happens in here, it gets an answer.
            taken.add(work);
            if (!prepare(work)) {
                taken.remove(taken.size() - 1);
                carried = work;
                return;
            }
            boolean full = batch.facts() >= settings.batchMaxFacts()
                    || batch.bytes() >= settings.batchMaxBytes()
                    || taken.size() >= settings.batchMaxFacts();
            work = full ? null : queue.poll();
        }
    }

    private boolean prepare(Work<?> work) {
        try {
            return work.prepare(batch);
        } catch (RocksDBException e) {
            work.refuse(parts.sickness().onRead(e));
        } catch (JournalException e) {
            parts.sickness().fellSick(String.valueOf(e.getMessage()), e);
            work.refuse(e);
        }
        return true;
    }

    private void write(List<Work<?>> taken) {
        if (!batch.worthWriting()) {
            finish(taken);
            return;
        }
        long begun = System.nanoTime();
        long number = batchNr + 1;
        try {
            parts.sink().write(batch.changesWith(new BatchMark(number, syncedNr)), batch.sync());
        } catch (RocksDBException e) {
            String what = Sickness.describe(e);
            parts.sickness().fellSick("a write failed: " + what, e);
            counters.failedBatches.increment();
            failAll(taken, new JournalUncertain("writing to the spool failed: " + what, e));
            return;
        }
        long nanos = System.nanoTime() - begun;
        batchNr = number;
        syncedNr = batch.sync() ? number : syncedNr;
        sealed = !batch.sync();
        batch.remember();
        parts.due().written(batch.earliestDueMs());
        counters.written(batch.facts(), batch.bytes(), batch.sync() ? nanos : -1);
        finish(taken);
        parts.metrics().get().batchWritten(batch.facts(), batch.bytes(), nanos, batch.sync());
    }

    /**
     * When nothing waits: a mark behind the last batch, so that damage to it cannot pass for a torn tail. No fsync; it only
     * has to be there as often as possible.
     */
    private void seal() {
        if (sealed || !parts.sickness().reason().isEmpty()) {
            return;
        }
        try {
            batch.clear();
            parts.sink().write(batch.changesWith(new BatchMark(batchNr + 1, syncedNr)), false);
            batchNr++;
            sealed = true;
        } catch (RocksDBException e) {
            parts.sickness().fellSick("a write failed: " + Sickness.describe(e), e);
        }
    }

    private void finish(List<Work<?>> taken) {
        List<Work<?>> finished = List.copyOf(taken);
        taken.clear();
        finished.forEach(this::release);
        complete(() -> finished.forEach(this::finish));
    }

    private void finish(Work<?> work) {
        if (work.refused()) {
            counters.refused.increment();
        } else if (work.facts() > 0) {
            parts.metrics().get().appendAcknowledged(work.facts(), System.nanoTime() - work.sinceNanos());
        }
        work.finish();
    }

    private void failAll(List<Work<?>> taken, JournalException why) {
        List<Work<?>> failed = List.copyOf(taken);
        taken.clear();
        failed.forEach(this::release);
        counters.refused.add(failed.size());
        parts.metrics().get().failed(why.getClass().getSimpleName());
        complete(() -> failed.forEach(work -> work.fail(why)));
    }

    private void failQueued(JournalException why) {
        List<Work<?>> left = new ArrayList<>();
        queue.drainTo(left);
        if (!left.isEmpty()) {
            failAll(left, why);
        }
    }

    private void complete(Runnable completions) {
        try {
            parts.completions().execute(completions);
        } catch (RejectedExecutionException e) {
            LOG.debug("completing on the writer's thread, the executor has ended");
            completions.run();
        }
    }

    Counters counters() {
        return counters;
    }

    long queuedFacts() {
        return queuedFacts.get();
    }

    long queuedBytes() {
        return queuedBytes.get();
    }

    /**
     * Writes what was accepted and ends the thread.
     *
     * @return false if it did not end in time: then it may still be inside a write
     */
    boolean end() throws InterruptedException {
        closing = true;
        thread.join(settings.closeTimeoutMs());
        return !thread.isAlive();
    }

    /** Gives the batch's memory back; only after {@link #end} said that the thread has ended. */
    @Override
    public void close() {
        batch.close();
    }
}
