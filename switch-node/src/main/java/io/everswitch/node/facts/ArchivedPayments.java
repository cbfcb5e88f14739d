package io.everswitch.node.facts;

import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentRules;
import io.everswitch.journal.archive.ArchivedFact;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payments from facts on their way into the archive. Stateless. */
public final class ArchivedPayments {
    private ArchivedPayments() {}

    /** The state that the facts lead to; null if they are not a payment's. */
    public static @Nullable Payment of(List<ArchivedFact> facts) {
        Payment payment = null;
        for (ArchivedFact fact : facts) {
            payment = next(payment, fact);
            if (payment == null) {
                return null;
            }
        }
        return payment;
    }

    /** The state after one more fact; null if it is not a payment's. */
    public static @Nullable Payment next(@Nullable Payment before, ArchivedFact fact) {
        if (fact.serializerId() != FactSerializer.ID) {
            return null;
        }
        ByteBuffer event = fact.event().duplicate();
        byte[] bytes = new byte[event.remaining()];
        event.get(bytes);
        try {
            return PaymentRules.apply(before, FactFormat.read(FactTypes.readerOf(fact.manifest()), bytes));
        } catch (IOException | IllegalArgumentException e) {
            // The cause may quote the bytes: only its kind is told (M10).
            throw new IllegalStateException("fact " + fact.sequenceNr() + ", a " + fact.manifest()
                    + ", cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
