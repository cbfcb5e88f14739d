package io.everswitch.domain.payment;

import java.time.Duration;
import java.util.List;

/**
 * The bounds of the payment rules; configuration, not state.
 *
 * @param attemptsPerConfirmMax channels tried for one confirmation, 1 … 10: a payer waits meanwhile
 * @param confirmsMax how often a payer may choose again at the cashier before the payment fails, 1 … 20
 * @param refundsMax refunds of one payment, 1 … 90: the ordinal has two digits
 * @param clockMargin how far clocks of the switch, its nodes and the banks may differ (M9)
 * @param notificationLadder waits after the 1st, 2nd, … failed try of a notification; then it is given up
 * @param notificationTimeout how long a merchant may take to answer
 */
public record PaymentPolicy(
        int attemptsPerConfirmMax,
        int confirmsMax,
        int refundsMax,
        Duration clockMargin,
        List<Duration> notificationLadder,
        Duration notificationTimeout) {
    /** Three channels, as a payer waits; the schedule of Standard Webhooks (0, 5 s, 5 min, … 24 h: 75 h in all). */
    public static final PaymentPolicy DEFAULT = new PaymentPolicy(
            3,
            5,
            90,
            Duration.ofSeconds(2),
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24)),
            Duration.ofSeconds(15));

    public PaymentPolicy {
        notificationLadder = List.copyOf(notificationLadder);
    }
}
