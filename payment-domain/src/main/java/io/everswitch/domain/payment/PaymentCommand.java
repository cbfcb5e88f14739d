package io.everswitch.domain.payment;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of a payment: by merchants and payers, by banks and time. */
public sealed interface PaymentCommand {
    /** @param expiresIn 1 minute … 7 days */
    record Create(
            PaymentId paymentId,
            MerchantId merchant,
            String merchantOrderId,
            Money amount,
            String description,
            @Nullable String notifyUrl,
            @Nullable String returnUrl,
            Map<String, String> metadata,
            boolean shadow,
            String contentHash,
            Duration expiresIn)
            implements PaymentCommand {}

    record Confirm(Means means, ConfirmSource source, String idempotencyKey) implements PaymentCommand {}

    record Cancel() implements PaymentCommand {}

    record Refund(String merchantRefundId, Money amount, String reason) implements PaymentCommand {}

    /** The answer to an attempt: {@code evidence} is ANSWER or CALLBACK. Also late, twice, or against an earlier one. */
    record AttemptAnswered(int attempt, AttemptAnswer answer, Evidence evidence) implements PaymentCommand {}

    record QueryAnswered(int attempt, QueryAnswer answer) implements PaymentCommand {}

    record ReversalAnswered(int attempt, ReversalAnswer answer) implements PaymentCommand {}

    record RefundAnswered(int refund, RefundAnswer answer) implements PaymentCommand {}

    record NotificationAnswered(int sequence, NotificationResult result) implements PaymentCommand {}

    /** Time has passed: do what is due. */
    record Tick() implements PaymentCommand {}

    /** The actor came back: an attempt that was in flight has lost its sender, so nobody knows (UNKNOWN). */
    record Recovered() implements PaymentCommand {}

    /** A named operator decides an unknown attempt from outside evidence (M5). Outcome is not UNKNOWN. */
    record Resolve(int attempt, Outcome outcome, String operator, String reason) implements PaymentCommand {}

    /** An operator or merchant wants a notification sent again. */
    record Redeliver(int sequence) implements PaymentCommand {}

    /** A named operator has looked at what a bank contradicted, and takes the payment off the exceptions list. */
    record Review(String operator, String reason) implements PaymentCommand {}
}
