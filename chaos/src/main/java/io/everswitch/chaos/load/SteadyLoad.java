package io.everswitch.chaos.load;

import io.everswitch.chaos.history.HistoryWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins journeys at a steady rate, by schedule: never slower because answers are slow. One thread begins them, the HTTP
 * client's thread goes on with them. What happens is in the history only; nothing is kept of a journey that has ended.
 */
public final class SteadyLoad {
    /** So often the end looks whether the last journeys have ended. */
    private static final long DRAIN_LOOK_NS = 20_000_000L;

    private final LoadTarget target;
    private final SteadySettings settings;
    private final HistoryWriter history;
    private final WallClock clock;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();

    public SteadyLoad(LoadTarget target, SteadySettings settings, HistoryWriter history, WallClock clock) {
        this.target = target;
        this.settings = settings;
        this.history = history;
        this.clock = clock;
    }

    /** Begins no more journeys. */
    public void stop() {
        stopped.set(true);
    }

    public long begun() {
        return begun.get();
    }

    /** Journeys that were due and not begun, because too many were open: then the load was not the one that was wanted. */
    public long dropped() {
        return dropped.get();
    }

    /** Runs to the end of the last journey. */
    public void run() throws InterruptedException {
        String run = Long.toString(System.currentTimeMillis(), 36)
                + settings.client().name().substring(0, 1).toLowerCase(Locale.ROOT);
        SplittableRandom random = new SplittableRandom(settings.seed());
        try (SteadyClient client = new SteadyClient(target, settings, history, clock)) {
            long begin = clock.nowNs();
            long end = begin + settings.duration().toNanos();
            for (long n = 0; settings.journeysMax() == 0 || n < settings.journeysMax(); n++) {
                long due = begin + n * 1_000_000_000L / settings.ratePerSecond();
                if (due >= end || !sleepUntil(due)) {
                    break;
                }
                JourneyPlan plan = JourneyPlan.draw(run + '-' + n, n, settings, target.banks(), random.split());
                if (open.get() >= settings.journeysOpenMax()) {
                    dropped.incrementAndGet();
                    continue;
                }
                open.incrementAndGet();
                begun.incrementAndGet();
                new SteadyJourney(client, plan, clock, n)
                        .run(due)
                        .whenComplete((ok, failure) -> open.decrementAndGet());
            }
            drain();
        }
    }

    private void drain() throws InterruptedException {
        Duration patience = settings.retryFor().multipliedBy(6).plusSeconds(settings.waitSeconds() + 30L);
        long deadline = System.nanoTime() + patience.toNanos();
        while (open.get() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(open.get() + " journeys had not ended after " + patience);
            }
            LockSupport.parkNanos(DRAIN_LOOK_NS);
            if (Thread.interrupted()) {
                throw new InterruptedException("while journeys end");
            }
        }
    }

    /** False if the load was stopped before. */
    private boolean sleepUntil(long dueNs) throws InterruptedException {
        for (long left = dueNs - clock.nowNs(); left > 0 && !stopped.get(); left = dueNs - clock.nowNs()) {
            LockSupport.parkNanos(Math.min(left, 100_000_000L));
            if (Thread.interrupted()) {
                throw new InterruptedException("while making load");
            }
        }
        return !stopped.get();
    }
}
