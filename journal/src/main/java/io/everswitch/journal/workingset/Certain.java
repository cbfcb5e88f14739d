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
    private static final long LONGEST_PAUSE_MS = 500;

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
        this.meter = HealthMeter.healthy(
                new HealthMeter.Limits(health.failuresToSick(), health.successesToHealthy(), health.sickAtLeastMs()));
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
        if (inFlight.incrementAndGet() > settings.limits().inFlightMax()) {
            inFlight.decrementAndGet();
            return CompletableFuture.failedFuture(new JournalOverloaded(
                    "more than " + settings.limits().inFlightMax() + " requests are on their way to the working set"));
        }
        Asking asking = new Asking(what, settled, next);
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
        private boolean uncertain;
        private long pauseMs = FIRST_PAUSE_MS;

        Asking(String what, Predicate<Reply> settled, Try next) {
            this.what = what;
            this.settled = settled;
            this.next = next;
        }

        /** One after the other, each on another thread perhaps: what is written here is seen by the next. */
        void go() {
            CompletionStage<Reply> answer;
            try {
                answer = next.make(uncertain);
            } catch (RuntimeException e) {
                answered(null, e);
                return;
            }
            answer.whenCompleteAsync(this::answered, completions);
        }

        private void answered(@Nullable Reply reply, @Nullable Throwable failure) {
            if (reply != null && (reply.backups >= settings.cluster().backups() || settled.test(reply))) {
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
            try {
                var unused = timer.schedule(this::go, pauseMs, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                done.completeExceptionally(unsettled(e));
            }
            pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
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
