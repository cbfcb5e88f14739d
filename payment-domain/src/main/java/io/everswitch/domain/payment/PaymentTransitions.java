package io.everswitch.domain.payment;

import java.util.EnumSet;
import java.util.Set;

/**
 * The one table of what status may follow what. One-way but for {@code processing <-> requires_action}, where the payer at
 * the cashier chooses again:
 *
 * <pre>
 *  requires_payment_method ──> processing ──> succeeded
 *            │                  │   ^    └──> failed
 *            │                  v   │
 *            │            requires_action
 *            │                    │
 *            └──> canceled <──────┤
 *            └──> expired  <──────┘
 * </pre>
 *
 * A processing payment has an open attempt, so it can be neither canceled nor expired (M3). Stateless.
 */
final class PaymentTransitions {
    private PaymentTransitions() {}

    static boolean mayFollow(PaymentStatus from, PaymentStatus to) {
        return next(from).contains(to);
    }

    /** The only way to a new status: every change, live or replayed, comes through here. */
    static PaymentStatus move(PaymentStatus from, PaymentStatus to) {
        if (!mayFollow(from, to)) {
            throw new IllegalStateException("status " + to.code() + " cannot follow " + from.code());
        }
        return to;
    }

    private static Set<PaymentStatus> next(PaymentStatus from) {
        return switch (from) {
            case REQUIRES_PAYMENT_METHOD ->
                EnumSet.of(PaymentStatus.PROCESSING, PaymentStatus.CANCELED, PaymentStatus.EXPIRED);
            case PROCESSING -> EnumSet.of(PaymentStatus.SUCCEEDED, PaymentStatus.FAILED, PaymentStatus.REQUIRES_ACTION);
            case REQUIRES_ACTION -> EnumSet.of(PaymentStatus.PROCESSING, PaymentStatus.CANCELED, PaymentStatus.EXPIRED);
            case SUCCEEDED, FAILED, CANCELED, EXPIRED -> EnumSet.noneOf(PaymentStatus.class);
        };
    }
}
