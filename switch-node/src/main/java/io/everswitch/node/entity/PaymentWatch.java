package io.everswitch.node.entity;

import io.everswitch.domain.payment.Payment;
import org.jspecify.annotations.Nullable;

/** @param payment the payment as it is now; null: there is none, or nothing more will come */
record PaymentWatch(@Nullable Payment payment) {}
