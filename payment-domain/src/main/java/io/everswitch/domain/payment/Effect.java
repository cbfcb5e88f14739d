package io.everswitch.domain.payment;

/**
 * What must be done because of facts that are durable now. Ordinals point into the state. An effect that is lost (the
 * process dies) is not lost for the payment: its obligation has a due time and is tried again.
 */
public sealed interface Effect {
    record SendAttempt(int attempt) implements Effect {}

    record QueryAttempt(int attempt) implements Effect {}

    record ReverseAttempt(int attempt) implements Effect {}

    record SendRefund(int refund) implements Effect {}

    record Notify(int sequence) implements Effect {}
}
