package io.everswitch.chaos.bank;

import io.netty.util.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** What every bank of the simulator shares. Thread-safe. */
record BankTools(Books books, Timings timings, Chance chance, Timer timer, Clock clock) {
    /** Since 1970. */
    long micros() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    /** Runs the task so long after a {@link System#nanoTime}; what is due runs at once. An overloaded bank never answers. */
    void after(long startNanos, long delayNanos, ChannelDesk desk, Runnable task) {
        long left = startNanos + delayNanos - System.nanoTime();
        if (left <= 0) {
            task.run();
            return;
        }
        try {
            timer.newTimeout(timeout -> task.run(), left, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            desk.count(Counter.UNANSWERED);
        }
    }
}
