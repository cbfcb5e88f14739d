package io.everswitch.chaos.load;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What one payment of a load went through, as its client saw it. Written by the client's threads in turn, read after the end.
 * Times are epoch microseconds; 0 if it did not come so far.
 */
public final class Journey {
    final String orderId;
    final long amount;
    final String means;
    final long plannedAtMicros;

    volatile long beganAtMicros;
    volatile long createdAtMicros;
    volatile long confirmBeganAtMicros;
    volatile long finalAtMicros;
    volatile @Nullable String paymentId;
    volatile @Nullable String status;
    volatile @Nullable String error;
    private final AtomicInteger repeats = new AtomicInteger();

    Journey(String orderId, long amount, String means, long plannedAtMicros) {
        this.orderId = orderId;
        this.amount = amount;
        this.means = means;
        this.plannedAtMicros = plannedAtMicros;
    }

    public String orderId() {
        return orderId;
    }

    public long amount() {
        return amount;
    }

    /** The id that the switch acknowledged; null if it acknowledged none. */
    public @Nullable String paymentId() {
        return paymentId;
    }

    /** The last status that the switch acknowledged. */
    public @Nullable String status() {
        return status;
    }

    /** What ended it before a final status; null if nothing. */
    public @Nullable String error() {
        return error;
    }

    public int repeats() {
        return repeats.get();
    }

    /** From the planned time, not from the sent one: a load generator that falls behind must not hide it. */
    public long createMicros() {
        return createdAtMicros - plannedAtMicros;
    }

    public long confirmToFinalMicros() {
        return finalAtMicros - confirmBeganAtMicros;
    }

    /** @return how often by now */
    int repeated() {
        return repeats.incrementAndGet();
    }

    public boolean isFinal() {
        return finalAtMicros > 0;
    }
}
