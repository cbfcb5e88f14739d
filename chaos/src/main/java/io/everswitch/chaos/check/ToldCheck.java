package io.everswitch.chaos.check;

import io.everswitch.domain.id.PaymentId;

/** M6, the half that {@link Reconciliation} cannot see: no webhook claims a success before a bank has booked it. */
final class ToldCheck implements Checker {
    @Override
    public void judge(Evidence evidence, Findings found) {
        for (SwitchView view : evidence.views().values()) {
            long chargedAt = first(evidence, view, BankBooks.Kind.CHARGE);
            long refundedAt = first(evidence, view, BankBooks.Kind.REFUND);
            for (Webhooks.Webhook hook : evidence.webhooks().of(view.id())) {
                if (hook.type().equals("payment.succeeded") && hook.receivedAtMicros() < chargedAt) {
                    found.add("M6", view.id(), "the merchant was told succeeded before any bank had charged");
                }
                if (hook.type().equals("refund.succeeded") && hook.receivedAtMicros() < refundedAt) {
                    found.add("M6", view.id(), "the merchant was told refunded before any bank had given back");
                }
            }
        }
    }

    /** When a bank first did it; never, as the end of time. */
    private static long first(Evidence evidence, SwitchView view, BankBooks.Kind kind) {
        return evidence.books().of(new PaymentId(view.id())).stream()
                .filter(booking -> booking.kind() == kind)
                .mapToLong(BankBooks.Booking::atMicros)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
