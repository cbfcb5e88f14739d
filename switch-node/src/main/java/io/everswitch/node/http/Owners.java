package io.everswitch.node.http;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whose payment an id is, so that a confirmation need not ask the payment first: an owner never changes. Bounded:
 * two generations of which the older one is thrown away when the younger is full. Thread-safe.
 */
final class Owners {
    /** Payments that were made or seen in about the last minute at full load; 16 MB at most. A soak sets less, to fill it. */
    static final int GENERATION_MAX = Math.max(1, Integer.getInteger("everswitch.http.owners-generation-max", 50_000));

    private final int generationMax;
    private volatile Map<PaymentId, MerchantId> young = new ConcurrentHashMap<>();
    private volatile Map<PaymentId, MerchantId> old = Map.of();

    Owners(int generationMax) {
        this.generationMax = generationMax;
    }

    void put(PaymentId id, MerchantId owner) {
        Map<PaymentId, MerchantId> into = young;
        into.put(id, owner);
        if (into.size() >= generationMax) {
            turn(into);
        }
    }

    @Nullable
    MerchantId get(PaymentId id) {
        MerchantId owner = young.get(id);
        return owner == null ? old.get(id) : owner;
    }

    private synchronized void turn(Map<PaymentId, MerchantId> full) {
        if (young == full) {
            old = full;
            young = new ConcurrentHashMap<>();
        }
    }
}
