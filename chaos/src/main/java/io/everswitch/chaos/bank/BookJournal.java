package io.everswitch.chaos.bank;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the books. Lines are handed over without blocking and written by one thread, many at a time; what is to happen
 * after a line runs on that thread once the operating system has it. Thread-safe. After a failed write nothing is taken any
 * more, so nothing is answered that is not in the file.
 */
final class BookJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BookJournal.class);
    /** Some seconds of the highest load; more than that means that the disk does not keep up. */
    private static final int QUEUE_MAX = 65_536;
    /** Lines per write: large enough that a busy writer never makes one call per line. */
    private static final int BATCH_MAX = 2_048;

    /** How often a full queue is looked at while closing. */
    private static final long CLOSE_POLL_MS = 10;

    private static final Entry END = new Entry("", () -> {});

    private final FileChannel file;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicLong offered = new AtomicLong();
    private final Thread writer;
    private volatile long written;
    private volatile long size;
    private volatile boolean broken;

    /** @param file open for writing, at its end */
    BookJournal(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.position();
        this.writer = new Thread(this::run, "bank-books");
        writer.setDaemon(true);
        writer.start();
    }

    private record Entry(String line, Runnable then) {}

    /** False: not taken, and {@code then} will never run. */
    boolean offer(String line, Runnable then) {
        if (broken) {
            return false;
        }
        // Counted first: whoever sees all written must not have overtaken this line.
        offered.incrementAndGet();
        boolean taken = queue.offer(new Entry(line, then));
        if (!taken) {
            offered.decrementAndGet();
        }
        return taken;
    }

    /** Runs the task once all that was offered before is written; at once if it is. False: it will never run. */
    boolean afterAll(Runnable then) {
        if (offered.get() == written && !broken) {
            then.run();
            return true;
        }
        return offer("", then);
    }

    /** How much of the file is whole. */
    long size() {
        return size;
    }

    private void run() {
        List<Entry> batch = new ArrayList<>(BATCH_MAX);
        try {
            boolean more = true;
            while (more) {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH_MAX - 1);
                more = !batch.contains(END);
                write(batch);
                batch.clear();
            }
        } catch (IOException e) {
            broken = true;
            LOG.error("the books cannot be written; the simulator takes nothing any more", e);
        } catch (InterruptedException e) {
            broken = true;
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Entry> batch) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Entry entry : batch) {
            text.append(entry.line);
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        size = file.position();
        for (Entry entry : batch) {
            try {
                entry.then.run();
            } catch (RuntimeException e) {
                LOG.error("an answer could not be prepared", e);
            }
        }
        addWritten(batch.size());
    }

    // Only the writer's thread changes it.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void addWritten(int count) {
        written += count;
    }

    /** Writes what is waiting; blocks. */
    @Override
    public void close() throws IOException {
        try {
            broken = true;
            while (writer.isAlive() && !queue.offer(END)) {
                writer.join(CLOSE_POLL_MS);
            }
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
