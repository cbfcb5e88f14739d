package io.everswitch.routing.health;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The last turns of each channel's health, and who is told of new ones. Thread-safe. */
final class HealthEvents {
    /** A come-back takes six of them: some hours of a bank that is ill again and again, in a few kilobytes. */
    static final int PER_CHANNEL_MAX = 100;

    private final Map<String, Deque<HealthEvent>> byChannel = new ConcurrentHashMap<>();
    private final List<Consumer<HealthEvent>> listeners = new CopyOnWriteArrayList<>();

    void listen(Consumer<HealthEvent> listener) {
        listeners.add(listener);
    }

    void add(HealthEvent event) {
        Deque<HealthEvent> events = byChannel.computeIfAbsent(event.channel(), id -> new ArrayDeque<>());
        synchronized (events) {
            if (events.size() == PER_CHANNEL_MAX) {
                events.removeLast();
            }
            events.addFirst(event);
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Newest first. */
    List<HealthEvent> of(String channel) {
        Deque<HealthEvent> events = byChannel.get(channel);
        if (events == null) {
            return List.of();
        }
        synchronized (events) {
            return new ArrayList<>(events);
        }
    }
}
