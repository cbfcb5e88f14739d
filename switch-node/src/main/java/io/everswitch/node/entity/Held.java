package io.everswitch.node.entity;

import io.everswitch.domain.payment.Payment;
import org.jspecify.annotations.Nullable;

/** The actor's state: a payment, or none yet. */
record Held(@Nullable Payment payment) {
    static final Held NONE = new Held(null);
}
