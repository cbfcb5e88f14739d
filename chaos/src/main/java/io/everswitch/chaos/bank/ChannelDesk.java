package io.everswitch.chaos.bank;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** One channel at work: how its bank behaves now, and its counters. Thread-safe. */
final class ChannelDesk {
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

    private LongAdder adder(Counter counter) {
        return Objects.requireNonNull(counters.get(counter));
    }
}
