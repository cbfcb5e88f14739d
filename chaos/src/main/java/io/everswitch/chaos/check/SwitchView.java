package io.everswitch.chaos.check;

import java.util.List;

/**
 * What the switch says of a payment now.
 *
 * @param outcome known, pending or unknown
 * @param refunded in minor units
 * @param attempts its attempts, in order
 */
public record SwitchView(
        String id,
        String orderId,
        String status,
        String outcome,
        long amount,
        long refunded,
        List<AttemptView> attempts) {
    /** One attempt as the API shows it. */
    public record AttemptView(String channel, String outcome, boolean reversed) {}

    public boolean isFinal() {
        return switch (status) {
            case "succeeded", "failed", "canceled", "expired" -> true;
            default -> false;
        };
    }
}
