package io.everswitch.node.entity;

import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.port.AttemptAnswer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asked once for every attempt, after it is durable and before it is sent. Thread-safe, never blocks. */
public interface AttemptGate {
    /** Lets everything through. */
    AttemptGate OPEN = (payment, attempt) -> CompletableFuture.completedFuture(Optional.empty());

    /** Asks this one, and the other if this one lets it through. */
    default AttemptGate then(AttemptGate other) {
        return (payment, attempt) -> admit(payment, attempt)
                .thenCompose(refusal -> refusal.isPresent()
                        ? CompletableFuture.completedFuture(refusal)
                        : other.admit(payment, attempt));
    }

    /**
     * Completes before the attempt's send-by time, and never fails.
     *
     * @return empty: it may be sent; else why it is not, as NOT_SENT
     */
    CompletionStage<Optional<AttemptAnswer>> admit(Payment payment, Attempt attempt);
}
