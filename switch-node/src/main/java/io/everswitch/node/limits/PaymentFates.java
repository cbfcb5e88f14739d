package io.everswitch.node.limits;

import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.payment.Refusal;
import io.everswitch.node.entity.PaymentReply;
import io.everswitch.node.entity.Payments;
import java.util.concurrent.CompletionStage;

/** Asks the payments. Thread-safe. */
final class PaymentFates implements Fates {
    private final Payments payments;

    PaymentFates(Payments payments) {
        this.payments = payments;
    }

    @Override
    public CompletionStage<Fate> of(String reference) {
        WireReference wire = WireReference.parse(reference);
        return payments.get(wire.paymentId()).thenApply(reply -> fate(reply, wire.ordinal()));
    }

    private static Fate fate(PaymentReply reply, int ordinal) {
        if (reply.unavailable() != null || (reply.payment() == null && reply.refusal() != Refusal.NOT_FOUND)) {
            return Fate.OPEN;
        }
        return Fate.of(reply.payment(), ordinal);
    }
}
