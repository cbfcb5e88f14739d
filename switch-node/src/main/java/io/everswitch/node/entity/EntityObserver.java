package io.everswitch.node.entity;

import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import org.jspecify.annotations.Nullable;

/** Sees what happens to payments whose actors are here: for metrics. Called on the actor's thread: be quick. */
public interface EntityObserver {
    /** One fact, after it is durable, never on recovery; with the payment just before and just after it. */
    void factDurable(@Nullable Payment before, Payment after, PaymentFact fact);

    /** An actor has read its facts; null if there were none. */
    void recovered(@Nullable Payment payment);

    /** An actor stops; whatever its payment owes goes on elsewhere or later. */
    void stopped(@Nullable Payment payment);
}
