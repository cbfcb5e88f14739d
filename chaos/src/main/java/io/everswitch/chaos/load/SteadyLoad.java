package io.everswitch.chaos.load;

import io.everswitch.chaos.history.HistoryWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** A client whose nodes are all silent is warm after {@code SteadyClient.WARM_UP_MAX}; a JVM may need some time before. */
    private static final long WARM_WITHIN_S = 60;

    private final LoadTarget target;
    private final SteadySettings settings;
    private final HistoryWriter history;
    private final WallClock clock;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong latestNs = new AtomicLong();
    private final CompletableFuture<Void> warm = new CompletableFuture<>();
    private final CompletableFuture<Long> beginNs = new CompletableFuture<>();

    public SteadyLoad(LoadTarget target, SteadySettings settings, HistoryWriter history, WallClock clock) {
        this.target = target;
        this.settings = settings;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Waits until the client is warm. A schedule that began before would find a load that is seconds late and then comes all at
     * once: figures of such a run tell of us, not of the switch.
     */
    public void awaitWarm() throws InterruptedException, IOException {
        try {
            warm.get(WARM_WITHIN_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the load's client did not come up", e);
        }
    }

    /** From now on journeys are begun; the first is due at this time. */
    public void begin(long ns) {
        beginNs.complete(ns);
    }

    /** Begins no more journeys. */
    public void stop() {
        stopped.set(true);
        beginNs.complete(clock.nowNs());
    }

    public long begun() {
        return begun.get();
    }

    /** Journeys that were due and not begun, because too many were open: then the load was not the one that was wanted. */
    public long dropped() {
        return dropped.get();
    }

    /** The latest that a journey was begun after it was due, in milliseconds: how far this load can be trusted. */
    public long latestMs() {
        return latestNs.get() / 1_000_000;
    }

    /** Warms up, waits for {@link #begin}, runs to the end of the last journey. */
    public void run() throws InterruptedException {
        String run = Long.toString(System.currentTimeMillis(), 36)
                + settings.client().name().substring(0, 1).toLowerCase(Locale.ROOT);
        SplittableRandom random = new SplittableRandom(settings.seed());
        try (SteadyClient client = new SteadyClient(target, settings, history, clock)) {
            client.warmUp();
            warm.complete(null);
            long begin = awaitBegin();
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
                latestNs.accumulateAndGet(clock.nowNs() - due, Math::max);
                new SteadyJourney(client, plan, clock, n)
                        .run(due)
                        .whenComplete((ok, failure) -> open.decrementAndGet());
            }
            drain();
        }
    }

    private long awaitBegin() throws InterruptedException {
        try {
            return beginNs.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("begin never fails", e);
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
