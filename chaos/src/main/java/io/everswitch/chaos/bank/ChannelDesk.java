package io.everswitch.chaos.bank;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** One channel at work: how its bank behaves now, and its counters. Thread-safe. */
final class ChannelDesk {
    /** No well-behaved bank of the demo takes half a second. */
    private static final long SLOW_NANOS = 500_000_000L;

    private final SimulatedChannel channel;
    private final Behaviour reset;
    private final Map<Counter, LongAdder> counters = new EnumMap<>(Counter.class);
    private volatile Behaviour behaviour;

    ChannelDesk(SimulatedChannel channel, Behaviour reset) {
        this.channel = channel;
        this.reset = reset;
        this.behaviour = reset;
        for (Counter counter : Counter.values()) {
            counters.put(counter, new LongAdder());
        }
    }

    SimulatedChannel channel() {
        return channel;
    }

    String id() {
        return channel.id();
    }

    Behaviour behaviour() {
        return behaviour;
    }

    void behave(Behaviour other) {
        behaviour = other;
    }

    void reset() {
        behaviour = reset;
    }

    void count(Counter counter) {
        adder(counter).increment();
    }

    long counted(Counter counter) {
        return adder(counter).sum();
    }

    /** Counts what is wrong with a plan for a payment, and hands it back. */
    Plan met(Plan plan) {
        if (!plan.act()) {
            count(Counter.HUNG_BEFORE_COMMIT);
            return plan;
        }
        countIf(plan.delayNanos() - plan.lateNanos() >= SLOW_NANOS, Counter.WAS_SLOW);
        countIf(!plan.approves(), Counter.WAS_DECLINING);
        countIf(plan.delivery() == Plan.Delivery.NEVER, Counter.HUNG_AFTER_COMMIT);
        countIf(plan.lateNanos() > 0 && plan.delivery() == Plan.Delivery.WHOLE, Counter.ANSWERED_LATE);
        countIf(plan.twice(), Counter.REPEATED_ITSELF);
        // A line of ISO 8583 has no callbacks that could be lost.
        countIf(plan.callbackLost() && channel.http() != null, Counter.LOST_CALLBACK);
        countIf(plan.delivery() == Plan.Delivery.HALF, Counter.RESET_MID_FRAME);
        countIf(plan.wrongAmount() && plan.approves(), Counter.TOLD_WRONG_AMOUNT);
        countIf(plan.delivery() == Plan.Delivery.GARBAGE, Counter.TALKED_GARBAGE);
        return plan;
    }

    private void countIf(boolean is, Counter counter) {
        if (is) {
            count(counter);
        }
    }

    private LongAdder adder(Counter counter) {
        return Objects.requireNonNull(counters.get(counter));
    }
}
