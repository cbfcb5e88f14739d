package io.everswitch.chaos.history;

import java.util.List;

/**
 * A payment as one answer showed it. Immutable.
 *
 * @param outcome known, pending or unknown
 * @param refunded in minor units
 */
public record PaymentSeen(
        String id,
        String order,
        long amount,
        String status,
        String outcome,
        long refunded,
        List<AttemptSeen> attempts) {
    public PaymentSeen {
        attempts = List.copyOf(attempts);
    }

    /** One attempt in an answer; {@code createdAtMicros} since 1970, 0 if it was not told. */
    public record AttemptSeen(String id, String outcome, boolean reversed, long createdAtMicros) {
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

    public boolean isFinal() {
        return isFinal(status);
    }

    public static boolean isFinal(String status) {
        return switch (status) {
            case "succeeded", "failed", "canceled", "expired" -> true;
            default -> false;
        };
    }
}
