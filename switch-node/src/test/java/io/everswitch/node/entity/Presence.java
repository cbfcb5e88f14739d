package io.everswitch.node.entity;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Which payments are in memory, and what became durable. Thread-safe. */
final class Presence implements EntityObserver {
    /** Recovered less stopped: never below zero, never above the number of actors. */
    final AtomicInteger actors = new AtomicInteger();

    private final Map<PaymentId, AtomicInteger> present = new ConcurrentHashMap<>();
    private final Map<PaymentId, List<PaymentFact>> facts = new ConcurrentHashMap<>();

    boolean isPresent(PaymentId id) {
        AtomicInteger count = present.get(id);
        return count != null && count.get() > 0;
    }

    int present(PaymentId id) {
        AtomicInteger count = present.get(id);
        return count == null ? 0 : count.get();
    }

    List<PaymentFact> facts(PaymentId id) {
        return List.copyOf(facts.getOrDefault(id, List.of()));
    }

    @Override
    public void factDurable(@Nullable Payment before, Payment after, PaymentFact fact) {
        if (before == null) {
            add(after, 1);
        }
        facts.computeIfAbsent(after.id(), id -> new CopyOnWriteArrayList<>()).add(fact);
    }

    @Override
    public void recovered(@Nullable Payment payment) {
        actors.incrementAndGet();
        add(payment, 1);
    }

    @Override
    public void stopped(@Nullable Payment payment) {
        actors.decrementAndGet();
        add(payment, -1);
    }

    private void add(@Nullable Payment payment, int more) {
        if (payment != null) {
            present.computeIfAbsent(payment.id(), id -> new AtomicInteger()).addAndGet(more);
        }
    }
}
