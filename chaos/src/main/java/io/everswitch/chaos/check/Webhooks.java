package io.everswitch.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the merchant was told, by payment. */
public final class Webhooks {
    private final Map<String, List<Webhook>> byPayment = new HashMap<>();

    /** One webhook as the shop received it; {@code receivedAtMicros} since 1970. */
    public record Webhook(String paymentId, String type, boolean verified, long receivedAtMicros) {}

    public void add(Webhook webhook) {
        byPayment.computeIfAbsent(webhook.paymentId(), id -> new ArrayList<>(1)).add(webhook);
    }

    public List<Webhook> of(String paymentId) {
        return byPayment.getOrDefault(paymentId, List.of());
    }

    public int payments() {
        return byPayment.size();
    }
}
