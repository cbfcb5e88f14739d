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
 * @param retryWithin how long after a confirmation another channel may still be tried. Later nobody waits at the screen,
 *     and money that moves when the payer believes the payment dead is worse than a payment that failed
 * @param retryAfterMax the longest wait that a merchant's Retry-After can ask for: a mistaken header must not silence
 *     a notification for days
 * @param contradictionsMax contradictions recorded per payment: a bank that never stops must not fill the journal
 */
public record PaymentPolicy(
        int attemptsPerConfirmMax,
        int confirmsMax,
        int refundsMax,
        Duration clockMargin,
        List<Duration> notificationLadder,
        Duration notificationTimeout,
        Duration retryWithin,
        Duration retryAfterMax,
        int contradictionsMax) {
    /** A payer who was promised an answer leaves after about a minute. */
    public static final Duration RETRY_WITHIN_DEFAULT = Duration.ofSeconds(60);

    /** What a careful webhook receiver asks for at most when it is overloaded. */
    public static final Duration RETRY_AFTER_MAX_DEFAULT = Duration.ofHours(1);

    /** Far above what any honest confusion makes; the first one already calls a human. */
    public static final int CONTRADICTIONS_MAX_DEFAULT = 50;

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
        within("attemptsPerConfirmMax", attemptsPerConfirmMax, 1, 10);
        within("confirmsMax", confirmsMax, 1, 20);
        within("refundsMax", refundsMax, 1, 90);
        within("contradictionsMax", contradictionsMax, 1, 1_000);
        if (clockMargin.isNegative() || notificationTimeout.isNegative() || retryWithin.isNegative()) {
            throw new IllegalArgumentException("clockMargin, notificationTimeout and retryWithin must not be negative");
        }
    }

    /** The bounds that differ between installations; the rest by default. */
    public PaymentPolicy(
            int attemptsPerConfirmMax,
            int confirmsMax,
            int refundsMax,
            Duration clockMargin,
            List<Duration> notificationLadder,
            Duration notificationTimeout) {
        this(
                attemptsPerConfirmMax,
                confirmsMax,
                refundsMax,
                clockMargin,
                notificationLadder,
                notificationTimeout,
                RETRY_WITHIN_DEFAULT,
                RETRY_AFTER_MAX_DEFAULT,
                CONTRADICTIONS_MAX_DEFAULT);
    }

    private static void within(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " … " + max + ": " + value);
        }
    }
}
