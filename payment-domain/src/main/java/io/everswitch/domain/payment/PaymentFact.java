package io.everswitch.domain.payment;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.WireIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a payment. A fact is journaled before anything happens because of it, and is never changed afterwards:
 * a new need means a new field with a default for old facts, or a new kind of fact. Ordinals count from 1 within the payment.
 */
public sealed interface PaymentFact {
    Instant at();

    /**
     * @param contentHash fingerprint of what the merchant asked for: the same order with another one is a conflict
     * @param expiresAt when an unpaid payment expires
     */
    record Created(
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
            Instant expiresAt,
            Instant at)
            implements PaymentFact {}

    /** @param idempotencyKey the caller's key: the same key again is a repeat, not a second try; empty if none */
    record Confirmed(Means means, ConfirmSource source, String idempotencyKey, Instant at) implements PaymentFact {}

    /**
     * The permission to send: everything that will be on the wire is in it (M4).
     *
     * @param sendBy no byte may leave after it (M9)
     * @param answerBy when the attempt becomes UNKNOWN if nobody has said anything
     * @param reasons why this channel
     * @param grounds what the router knew and weighed, in its own compact words; null in facts of before it told, and if it tells
     *     nothing
     */
    record AttemptStarted(
            int attempt,
            ChannelId channel,
            WireIds ids,
            Money amount,
            Instant sendBy,
            Instant answerBy,
            List<String> reasons,
            Instant at,
            @Nullable String grounds)
            implements PaymentFact {
        /** Of a router that tells no grounds. */
        public AttemptStarted(
                int attempt,
                ChannelId channel,
                WireIds ids,
                Money amount,
                Instant sendBy,
                Instant answerBy,
                List<String> reasons,
                Instant at) {
            this(attempt, channel, ids, amount, sendBy, answerBy, reasons, at, null);
        }
    }

    /** The bank took the order and will call back; if it has not by {@code callbackBy}, it is asked. */
    record AttemptAccepted(int attempt, String bankReference, Instant callbackBy, Instant at) implements PaymentFact {}

    /**
     * An outcome, also a later and better one: UNKNOWN may be followed by any other.
     *
     * @param amount what the bank says it took; null unless it named one
     * @param nextTryAt when an UNKNOWN attempt is asked about or reversed first; null for all others
     */
    record AttemptConcluded(
            int attempt,
            Outcome outcome,
            Evidence evidence,
            String rawCode,
            String bankReference,
            @Nullable Money amount,
            String detail,
            @Nullable Instant nextTryAt,
            Instant at)
            implements PaymentFact {}

    /** A query goes out now; the next one at {@code nextTryAt}. {@code tries} counts this one. */
    record QueryTried(int attempt, int tries, Instant nextTryAt, Instant at) implements PaymentFact {}

    /** The attempt must be undone; the first try goes out now, the next at {@code nextTryAt}. */
    record ReversalOwed(int attempt, String reason, Instant nextTryAt, Instant at) implements PaymentFact {}

    record ReversalTried(int attempt, int tries, Instant nextTryAt, Instant at) implements PaymentFact {}

    record ReversalAcknowledged(int attempt, String rawCode, Instant at) implements PaymentFact {}

    /** The bank surely will not undo it: a surplus refund is owed, told by a RefundOwed that follows. */
    record ReversalRefused(int attempt, String rawCode, Instant at) implements PaymentFact {}

    /**
     * A refund; the first try goes out now, the next at {@code nextTryAt}.
     *
     * @param attempt the attempt that took the money
     * @param merchantRefundId the merchant's id; empty for a refund that we owe for a surplus approval (M2)
     */
    record RefundOwed(
            int refund,
            int attempt,
            String merchantRefundId,
            Money amount,
            String reason,
            WireIds ids,
            Instant nextTryAt,
            Instant at)
            implements PaymentFact {}

    record RefundTried(int refund, int tries, Instant nextTryAt, Instant at) implements PaymentFact {}

    record RefundConcluded(int refund, boolean succeeded, String rawCode, String bankReference, Instant at)
            implements PaymentFact {}

    /** @param reason for people: why it is now so */
    record StatusChanged(PaymentStatus status, String reason, Instant at) implements PaymentFact {}

    /**
     * The merchant must be told; the first try goes out now, the next at {@code nextTryAt}.
     *
     * @param sequence 1, 2, … within the payment; also part of the webhook's id
     * @param type dotted, as in {@code payment.succeeded}
     * @param refund ordinal of the refund that it is about; 0 if about the payment
     */
    record NotificationOwed(int sequence, String type, int refund, Instant nextTryAt, Instant at)
            implements PaymentFact {}

    record NotificationTried(int sequence, int tries, Instant nextTryAt, Instant at) implements PaymentFact {}

    /** A try surely failed: the next one at {@code nextTryAt}, earlier than if nobody had said anything. */
    record NotificationFailed(int sequence, int httpStatus, Instant nextTryAt, Instant at) implements PaymentFact {}

    record NotificationDelivered(int sequence, int httpStatus, Instant at) implements PaymentFact {}

    /** The schedule is over, or the endpoint said "gone": an operator may still send it again. */
    record NotificationGivenUp(int sequence, String reason, Instant at) implements PaymentFact {}

    /** A bank contradicted itself (approved after declined, another amount, …): for the exceptions list. */
    record ContradictionRecorded(int attempt, String what, Instant at) implements PaymentFact {}

    /** A named operator has looked at all contradictions so far. */
    record ContradictionsReviewed(String operator, String reason, Instant at) implements PaymentFact {}
}
