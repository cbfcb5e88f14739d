package io.everswitch.domain.payment;

import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.WireIds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund, as its facts tell it.
 *
 * @param attempt the attempt that took the money
 * @param merchantRefundId empty for a surplus refund that we owe by ourselves (M2)
 * @param tries how often it was sent; the one that the last fact sent is counted
 * @param nextTryAt null once it is concluded
 */
public record Refund(
        int ordinal,
        int attempt,
        String merchantRefundId,
        Money amount,
        String reason,
        WireIds ids,
        Status status,
        String rawCode,
        String bankReference,
        int tries,
        @Nullable Instant nextTryAt,
        Instant createdAt) {
    /** The status that merchants see. */
    public enum Status {
        PENDING("pending"),
        SUCCEEDED("succeeded"),
        FAILED("failed");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** A surplus refund gives back what the payment never claimed: it does not count against the captured amount. */
    public boolean isSurplus() {
        return merchantRefundId.isEmpty();
    }

    Refund tried(int newTries, Instant newNextTryAt) {
        return new Refund(
                ordinal,
                attempt,
                merchantRefundId,
                amount,
                reason,
                ids,
                status,
                rawCode,
                bankReference,
                newTries,
                newNextTryAt,
                createdAt);
    }

    Refund concluded(PaymentFact.RefundConcluded fact) {
        return new Refund(
                ordinal,
                attempt,
                merchantRefundId,
                amount,
                reason,
                ids,
                fact.succeeded() ? Status.SUCCEEDED : Status.FAILED,
                fact.rawCode(),
                fact.bankReference(),
                tries,
                null,
                createdAt);
    }
}
