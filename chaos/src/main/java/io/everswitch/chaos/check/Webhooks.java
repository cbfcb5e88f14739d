package io.everswitch.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the merchant was told, by payment. */
public final class Webhooks {
    private final Map<String, List<Webhook>> byPayment = new HashMap<>();

    /**
     * One webhook as the shop received it.
     *
     * @param receivedAtMicros since 1970
     * @param sequence running number within the payment; 0 if it had none
     */
    public record Webhook(String paymentId, String type, boolean verified, long receivedAtMicros, long sequence) {
        public Webhook(String paymentId, String type, boolean verified, long receivedAtMicros) {
            this(paymentId, type, verified, receivedAtMicros, 0);
        }
    }

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
