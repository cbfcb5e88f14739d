package io.everswitch.chaos.fault;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One toxic's place in one stream: what waits for it, what it holds, and its timers. Takes one chunk at a time, asks the effect
 * how long it stays and how much of it passes, and hands on only while the next one has room. Event loop only.
 */
final class Stage implements Outlet, Inlet {
    private final Stream stream;
    private final Tally tally = new Tally();
    private final Queue<Chunk> input = new ArrayDeque<>();
    private final int inputChunksMax;
    private final int inputBytesMax;
    private Toxic toxic;
    private Effect effect;
    private Inlet previous;
    private Outlet next;
    private int inputBytes;
    private boolean inputEnded;
    private @Nullable Chunk held;
    /** What is held, or the end, has waited as long as it must. */
    private boolean waited;

    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ScheduledFuture<?> idleTimer;
    private long lastDataNanos;
    private boolean running;
    private boolean closed;

    Stage(Stream stream, Toxic toxic, Inlet previous, Outlet next) {
        StreamLimits limits = stream.limits();
        boolean queues = toxic.kind() == ToxicKind.LATENCY;
        this.stream = stream;
        this.toxic = toxic;
        this.previous = previous;
        this.next = next;
        this.inputChunksMax = queues ? limits.latencyQueueChunksMax() : 1;
        this.inputBytesMax = queues ? limits.latencyQueueBytesMax() : limits.chunkBytesMax();
        this.effect = Effects.of(toxic, stream.draws(), tally);
        armIdle();
    }

    Toxic toxic() {
        return toxic;
    }

    void linkPrevious(Inlet newPrevious) {
        previous = newPrevious;
    }

    void linkNext(Outlet newNext) {
        next = newNext;
    }

    @Override
    public boolean hasRoom() {
        return !closed && input.size() < inputChunksMax && inputBytes < inputBytesMax;
    }

    @Override
    public void offer(Chunk chunk) {
        if (closed || inputEnded) {
            chunk.release();
            return;
        }
        input.add(chunk);
        inputBytes += chunk.costBytes();
        run();
    }

    @Override
    public void end() {
        inputEnded = true;
        run();
    }

    @Override
    public void roomFreed() {
        run();
    }

    /** Does all that can be done now. What it calls may call it back: the loop that is running sees to it. */
    private void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            while (!closed && timer == null && step()) {
                // once more
            }
        } finally {
            running = false;
        }
    }

    /** False: nothing more can be done now. */
    private boolean step() {
        if (held == null && !take()) {
            return inputEnded && input.isEmpty() && stepEnd();
        }
        Chunk chunk = held;
        if (chunk == null) {
            return true;
        }
        if (!waited) {
            waited = true;
            return !hold(effect.waitNanos(chunk, System.nanoTime()));
        }
        if (!next.hasRoom()) {
            return false;
        }
        pass(chunk);
        return true;
    }

    /** False if there is nothing to take. */
    private boolean take() {
        Chunk chunk = input.poll();
        if (chunk == null) {
            return false;
        }
        inputBytes -= chunk.costBytes();
        if (effect.drops()) {
            chunk.release();
            lastDataNanos = System.nanoTime();
        } else {
            held = chunk;
            waited = false;
            effect.begin(chunk);
        }
        previous.roomFreed();
        return true;
    }

    private boolean stepEnd() {
        if (!waited) {
            waited = true;
            if (hold(effect.endWaitNanos(System.nanoTime()))) {
                return false;
            }
        }
        close();
        return false;
    }

    private void pass(Chunk chunk) {
        int bytes = Math.min(effect.pass(chunk, System.nanoTime()), chunk.bytes());
        boolean ends = effect.closes();
        waited = false;
        if (bytes == chunk.bytes()) {
            held = null;
            next.offer(new Chunk(chunk.data(), effect.leavesAtNanos(chunk)));
        } else if (bytes > 0) {
            next.offer(new Chunk(chunk.data().readRetainedSlice(bytes), effect.leavesAtNanos(chunk)));
        }
        if (ends) {
            close();
        }
    }

    /** True if a timer runs now. */
    private boolean hold(long nanos) {
        if (nanos <= 0) {
            return false;
        }
        timer = stream.loop().schedule(this::waitIsOver, nanos, TimeUnit.NANOSECONDS);
        return true;
    }

    private void waitIsOver() {
        timer = null;
        run();
    }

    private void armIdle() {
        lastDataNanos = System.nanoTime();
        long idle = effect.idleNanos();
        if (idle > 0) {
            idleTimer = stream.loop().schedule(this::checkIdle, idle, TimeUnit.NANOSECONDS);
        }
    }

    private void checkIdle() {
        long left = effect.idleNanos() - (System.nanoTime() - lastDataNanos);
        if (left > 0) {
            idleTimer = stream.loop().schedule(this::checkIdle, left, TimeUnit.NANOSECONDS);
        } else {
            close();
        }
    }

    /** The settings or a neighbour changed: what is held passes at once, and the draw is made anew. */
    void restart(Toxic newToxic) {
        toxic = newToxic;
        if (closed || !effect.interruptible()) {
            return;
        }
        passHeldAtOnce();
        if (!closed) {
            effect = Effects.of(toxic, stream.draws(), tally);
            armIdle();
            run();
        }
    }

    /**
     * The toxic was removed: everything in here passes at once.
     *
     * @return false if the stage must stay, because it is closed or because what it has begun cannot be stopped
     */
    boolean dissolve() {
        if (closed || !effect.interruptible()) {
            return false;
        }
        if (toxic.kind() == ToxicKind.TIMEOUT) {
            // Spared by the draw or not: that is how the original does it.
            close();
            return false;
        }
        passHeldAtOnce();
        if (closed) {
            return false;
        }
        running = true;
        for (Chunk chunk = input.poll(); chunk != null; chunk = input.poll()) {
            next.offer(chunk);
        }
        if (inputEnded) {
            next.end();
        }
        closed = true;
        return true;
    }

    private void passHeldAtOnce() {
        boolean lacksOnlyRoom = waited && timer == null;
        stopTimers();
        // Who takes the bytes asks for more at once: nothing new may be taken in before the change is done.
        running = true;
        Chunk chunk = held;
        if (chunk != null && lacksOnlyRoom) {
            pass(chunk);
        }
        Chunk rest = held;
        if (rest != null && !closed) {
            held = null;
            next.offer(rest);
        }
        waited = false;
        running = false;
    }

    /** Ends the stream here: what follows is told, what comes before is thrown away. */
    private void close() {
        discard();
        stream.closedAt(this);
        next.end();
    }

    /** Lets go of everything; tells nobody. */
    void discard() {
        closed = true;
        stopTimers();
        if (held != null) {
            held.release();
            held = null;
        }
        for (Chunk chunk = input.poll(); chunk != null; chunk = input.poll()) {
            chunk.release();
        }
        inputBytes = 0;
    }

    private void stopTimers() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (idleTimer != null) {
            idleTimer.cancel(false);
            idleTimer = null;
        }
    }
}
