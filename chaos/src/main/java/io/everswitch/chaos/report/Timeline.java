package io.everswitch.chaos.report;

import io.everswitch.chaos.history.OpKind;
import io.everswitch.chaos.history.Step;
import io.everswitch.chaos.history.StepType;
import io.everswitch.domain.id.PaymentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A history second by second, and by windows of it. Keeps some numbers for each second, and a line for each operation that is
 * under way. Latency of creates and questions only: a confirmation also waits for its bank. One thread.
 */
public final class Timeline {
    private static final long HIGHEST_US = 3_600_000_000L;

    private final long beginNs;
    private final List<Second> seconds = new ArrayList<>();
    private final List<Window> windows;
    private final List<Moment> moments = new ArrayList<>();
    private final Map<Long, Long> underWay = new HashMap<>();
    private final Map<String, Integer> gaveUp = new TreeMap<>();
    private final Histogram latency = new Histogram(HIGHEST_US, 2);
    private Map<String, Integer> errors = new TreeMap<>();
    private int due;
    private int acknowledged;
    private long allAcknowledged;
    private long operations;

    /** Part of a run whose figures are told alone. From and to in nanoseconds since 1970. */
    public static final class Window {
        private final long fromNs;
        private final long toNs;
        private final Histogram latency = new Histogram(HIGHEST_US, 2);
        private long acknowledged;
        private long steps;
        private long tooLate;

        public Window(long fromNs, long toNs) {
            this.fromNs = fromNs;
            this.toNs = toNs;
        }

        private boolean holds(long atNs) {
            return atNs >= fromNs && atNs < toNs;
        }

        public double perSecond() {
            return toNs <= fromNs ? 0 : acknowledged * 1e9 / (toNs - fromNs);
        }

        /**
         * Creates, and confirmations or cancellations: of these every journey has two, while reads, lists, repeats and
         * refunds come by chance, and at a steady rate of journeys move {@link #perSecond} by several percent.
         */
        public double stepsPerSecond() {
            return toNs <= fromNs ? 0 : steps * 1e9 / (toNs - fromNs);
        }

        public double p99Ms() {
            return latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(99) / 1000.0;
        }

        public double p50Ms() {
            return latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(50) / 1000.0;
        }

        public double maxMs() {
            return latency.getMaxValue() / 1000.0;
        }

        public long acknowledged() {
            return acknowledged;
        }

        /** Operations that ended without being acknowledged, for no fault of the client. */
        public long failed() {
            return tooLate;
        }
    }

    /** @param beginNs of the run, since 1970 */
    public Timeline(long beginNs, List<Window> windows) {
        this.beginNs = beginNs;
        this.windows = List.copyOf(windows);
    }

    /** Also measures how long the slots stood still after this moment. Before the first step. */
    public Moment watch(long atNs) {
        Moment moment = new Moment(atNs);
        moments.add(moment);
        return moment;
    }

    public void step(Step step) {
        while (step.atNs() >= beginNs + (seconds.size() + 1) * 1_000_000_000L) {
            closeSecond();
        }
        if (step.type() == StepType.INVOKE) {
            operations++;
            due += step.kind() == OpKind.CREATE ? 1 : 0;
            underWay.put(step.op(), step.atNs());
            return;
        }
        if (isTrouble(step)) {
            errors.merge(step.code(), 1, Integer::sum);
        }
        if (!step.type().isEnd()) {
            return;
        }
        Long invokedNs = underWay.remove(step.op());
        boolean trouble = isTrouble(step);
        if (trouble) {
            gaveUp.merge(step.kind().word() + " " + step.code(), 1, Integer::sum);
        } else {
            acknowledged++;
            allAcknowledged++;
        }
        for (Window window : windows) {
            ended(window, step, trouble);
        }
        if (!trouble && invokedNs != null && PaymentId.isValid(step.payment())) {
            int slot = new PaymentId(step.payment()).slot();
            moments.forEach(moment -> moment.acknowledged(slot, step.kind(), invokedNs, step.atNs(), step.latencyUs()));
        }
        if (!trouble && step.kind() != OpKind.CONFIRM) {
            latency.recordValue(Math.max(0, Math.min(step.latencyUs(), HIGHEST_US)));
        }
    }

    private static void ended(Window window, Step step, boolean trouble) {
        if (!window.holds(step.atNs())) {
            return;
        }
        if (trouble) {
            window.tooLate++;
            return;
        }
        window.acknowledged++;
        window.steps += step.kind().isOfEveryJourney() ? 1 : 0;
        if (step.kind() != OpKind.CONFIRM) {
            window.latency.recordValue(Math.max(0, Math.min(step.latencyUs(), HIGHEST_US)));
        }
    }

    /** True: not the client's fault, as a refund of too much would be. */
    public static boolean isTrouble(Step step) {
        return switch (step.type()) {
            case INVOKE, OK -> false;
            case TRY, INFO -> true;
            case FAIL ->
                !step.code().startsWith("4")
                        || step.code().startsWith("408")
                        || step.code().startsWith("429")
                        || step.code().endsWith("_in_use");
        };
    }

    private void closeSecond() {
        boolean none = latency.getTotalCount() == 0;
        seconds.add(new Second(
                seconds.size(),
                due,
                acknowledged,
                none ? 0 : latency.getValueAtPercentile(50) / 1000.0,
                none ? 0 : latency.getValueAtPercentile(99) / 1000.0,
                none ? 0 : latency.getMaxValue() / 1000.0,
                errors));
        due = 0;
        acknowledged = 0;
        errors = new TreeMap<>();
        latency.reset();
    }

    /** All seconds; call after the last step. */
    public List<Second> seconds() {
        if (due + acknowledged > 0 || !errors.isEmpty()) {
            closeSecond();
        }
        return List.copyOf(seconds);
    }

    /** Operations that ended in trouble, by kind. */
    public Map<String, Integer> gaveUp() {
        return new TreeMap<>(gaveUp);
    }

    public long acknowledged() {
        return allAcknowledged;
    }

    public long operations() {
        return operations;
    }
}
