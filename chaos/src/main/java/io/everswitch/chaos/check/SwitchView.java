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
    /** One attempt as the API shows it; {@code createdAtMicros} since 1970, 0 if that is not known. */
    public record AttemptView(String channel, String outcome, boolean reversed, long createdAtMicros) {
        public AttemptView(String channel, String outcome, boolean reversed) {
            this(channel, outcome, reversed, 0);
        }

        /** True: a bank may still do it, or may have done it. */
        public boolean isOpen() {
            return switch (outcome) {
                case "in_flight", "accepted" -> true;
                // An attempt whose outcome was never known, but which its bank has undone, is closed.
                case "unknown" -> !reversed;
                default -> false;
            };
        }
    }

    /** One refund as the API shows it. {@code asked}: by the merchant, not a surplus that the switch gives back. */
    public record RefundView(String id, long amount, String status, boolean asked) {}

    public boolean isFinal() {
        return switch (status) {
            case "succeeded", "failed", "canceled", "expired" -> true;
            default -> false;
        };
    }
}
