package io.everswitch.node.entity;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * All payments, wherever their actors live: the only way from the edges (HTTP, callbacks, webhooks) to a payment.
 * Thread-safe, never blocks. A stage fails only with {@link PaymentsUnavailable}; everything that was acknowledged by a
 * normal answer is durable.
 */
public interface Payments {
    /**
     * Creates the payment of a merchant order, or finds it: two calls at the same time for the same order reach the same
     * payment.
     */
    CompletionStage<PaymentReply> create(
            MerchantId merchant, String merchantOrderId, Function<PaymentId, PaymentCommand.Create> command);

    /** Answered once the attempt is durable; the outcome comes later. */
    CompletionStage<PaymentReply> confirm(PaymentId id, PaymentCommand.Confirm command, @Nullable Sealed cvc);

    /** Any other command. */
    CompletionStage<PaymentReply> ask(PaymentId id, PaymentCommand command);

    /** The payment as it is; refusal NOT_FOUND if there is none. */
    CompletionStage<PaymentReply> get(PaymentId id);

    /** The payment once it is final or waits for the payer, or as it is after {@code atMost} (0 … 60 s). */
    CompletionStage<PaymentReply> awaitSettled(PaymentId id, Duration atMost);

    /**
     * The payment now and after each change that a merchant can see; ends after a final status. Ends at once for an
     * unknown id. Slow readers skip states, never the last one.
     */
    Source<Payment, NotUsed> watch(PaymentId id);

    CompletionStage<Optional<PaymentId>> findByOrder(MerchantId merchant, String merchantOrderId);

    /**
     * Newest first; {@code limit} 1 … 100. Fails if there is nothing to show before the archive would have to be asked and it
     * is away.
     */
    CompletionStage<PaymentPage> list(
            MerchantId merchant, @Nullable PaymentStatus status, int limit, @Nullable PaymentId startingAfter);

    /**
     * Payments of all merchants on the exceptions list, newest first; {@code limit} 1 … 100. They stay in the journal until
     * somebody has looked at them, so no archive is asked.
     */
    CompletionStage<List<Payment>> exceptions(int limit, @Nullable PaymentId startingAfter);
}
