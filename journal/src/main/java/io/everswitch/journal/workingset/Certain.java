package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import io.everswitch.journal.JournalException;
import io.everswitch.journal.JournalOverloaded;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.JournalUncertain;
import io.everswitch.journal.ack.Health;
import io.everswitch.journal.ack.HealthMeter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks again until the answer is certain, or until the deadline. Safe from any thread; callers' continuations run on the
 * given executor and never on Hazelcast's threads.
 */
final class Certain {

    /** One try. */
    interface Try {
        /** @param repeated whether an earlier try may have done something */
        CompletionStage<Reply> make(boolean repeated);
    }

    private static final long FIRST_PAUSE_MS = 20;
    /** While a dead member's partitions get new backups everybody waits like this: a longer pause is a longer stall. */
    private static final long LONGEST_PAUSE_MS = 100;

    private final WorkingSetSettings settings;
    private final Executor completions;
    private final ScheduledExecutorService timer;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile HealthMeter meter;

    Certain(WorkingSetSettings settings, Executor completions, ScheduledExecutorService timer) {
        this.settings = settings;
        this.completions = completions;
        this.timer = timer;
        WorkingSetSettings.Health health = settings.health();
        this.meter = HealthMeter.healthy(new HealthMeter.Limits(
                health.failuresToSick(),
                health.failingAtLeastMs(),
                health.successesToHealthy(),
                health.sickAtLeastMs()));
    }

    Health health() {
        return meter.health();
    }

    private synchronized void judge(UnaryOperator<HealthMeter> next) {
        meter = next.apply(meter);
    }

    int inFlight() {
        return inFlight.get();
    }

    /** @param settled whether a reply needs no (more) proof by backups */
    CompletableFuture<Reply> ask(String what, Predicate<Reply> settled, Try next) {
        return ask(new Asking(what, settled, next, 0));
    }

    /**
     * As {@link #ask}, and tries again while an earlier try has no answer yet: Hazelcast tells of a dead member late. Only for
     * what may be carried out twice, late, and after later changes of the same key.
     */
    CompletableFuture<Reply> askSoonAgain(String what, Predicate<Reply> settled, Try next) {
        return ask(new Asking(what, settled, next, settings.limits().askAgainMs()));
    }

    private CompletableFuture<Reply> ask(Asking asking) {
        if (inFlight.incrementAndGet() > settings.limits().inFlightMax()) {
            inFlight.decrementAndGet();
            return CompletableFuture.failedFuture(new JournalOverloaded(
                    "more than " + settings.limits().inFlightMax() + " requests are on their way to the working set"));
        }
        asking.go();
        return asking.done.whenComplete((reply, failure) -> inFlight.decrementAndGet());
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private final class Asking {

        private final String what;
        private final Predicate<Reply> settled;
        private final Try next;
        private final long deadlineMs = nowMs() + settings.limits().appendDeadlineMs();
        private final CompletableFuture<Reply> done = new CompletableFuture<>();
        /** Goes up when a try has its answer, or is no longer waited for: whoever raises it goes on. */
        private final AtomicInteger turn = new AtomicInteger();
        // Written by whoever has the turn, read by the next.
        private volatile boolean uncertain;
        private volatile long pauseMs = FIRST_PAUSE_MS;
        /** 0: each try is waited for. */
        private volatile long patienceMs;

        Asking(String what, Predicate<Reply> settled, Try next, long patienceMs) {
            this.what = what;
            this.settled = settled;
            this.next = next;
            this.patienceMs = patienceMs;
        }

        void go() {
            int mine = turn.get();
            CompletionStage<Reply> answer;
            try {
                answer = next.make(uncertain);
            } catch (RuntimeException e) {
                take(mine, null, e);
                return;
            }
            var unused = answer.whenCompleteAsync((reply, failure) -> take(mine, reply, failure), completions);
            if (patienceMs > 0 && !done.isDone()) {
                after(patienceMs, () -> overdue(mine));
                // What is slow must not be asked for more and more often.
                patienceMs = patienceMs * 2;
            }
        }

        private void take(int mine, @Nullable Reply reply, @Nullable Throwable failure) {
            if (turn.compareAndSet(mine, mine + 1)) {
                answered(reply, failure);
            } else if (reply != null && enoughBackups(reply) && !settled.test(reply)) {
                // Late, and carried out: as good as ever. A late refusal may come from after a later try's success.
                done.complete(reply);
            }
        }

        private void overdue(int mine) {
            if (done.isDone() || !turn.compareAndSet(mine, mine + 1)) {
                return;
            }
            uncertain = true;
            if (nowMs() >= deadlineMs) {
                done.completeExceptionally(unsettled(null));
            } else {
                go();
            }
        }

        private boolean enoughBackups(Reply reply) {
            return reply.backups >= settings.cluster().backups();
        }

        private void answered(@Nullable Reply reply, @Nullable Throwable failure) {
            if (reply != null && (enoughBackups(reply) || settled.test(reply))) {
                judge(before -> before.succeeded(nowMs()));
                done.complete(reply);
                return;
            }
            Throwable bare = bare(failure);
            if (bare instanceof SplitBrainProtectionException && !uncertain) {
                // Hazelcast checks before it does anything, and repeats nothing by itself that may have been done.
                done.completeExceptionally(new JournalUnavailable("too few members for " + what, bare));
                return;
            }
            uncertain = true;
            judge(before -> before.failed(nowMs()));
            boolean worthRepeating = bare == null || repeatable(bare);
            if (!worthRepeating || nowMs() + pauseMs >= deadlineMs) {
                done.completeExceptionally(unsettled(bare));
                return;
            }
            long pause = pauseMs;
            pauseMs = Math.min(LONGEST_PAUSE_MS, pause * 2);
            after(pause, this::go);
        }

        /** The timer's one thread only hands over. */
        private void after(long ms, Runnable next) {
            try {
                var unused = timer.schedule(() -> completions.execute(next), ms, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                done.completeExceptionally(unsettled(e));
            }
        }

        private JournalException unsettled(@Nullable Throwable why) {
            String reason = why == null
                    ? "its partition has too few backups"
                    : why.getClass().getSimpleName();
            return new JournalUncertain("the working set did not settle " + what + ": " + reason, why);
        }
    }

    private static boolean repeatable(Throwable failure) {
        return failure instanceof IndeterminateOperationStateException
                || failure instanceof SplitBrainProtectionException
                || (failure instanceof HazelcastException && !(failure instanceof HazelcastInstanceNotActiveException))
                || failure instanceof com.hazelcast.core.OperationTimeoutException
                || failure instanceof com.hazelcast.spi.exception.RetryableException;
    }

    private static @Nullable Throwable bare(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
