package io.everswitch.domain.payment;

/** Why a command is refused; nothing was changed. Ordered by precedence: of several reasons the first one is told. */
public enum Refusal {
    NOT_FOUND(false),
    /** The merchant order exists with another content. */
    ORDER_CONFLICT(false),
    /** The merchant refund id exists with another content, or is empty and names none. */
    REFUND_CONFLICT(false),
    ALREADY_SUCCEEDED(false),
    ALREADY_FAILED(false),
    ALREADY_CANCELED(false),
    ALREADY_EXPIRED(false),
    /** An attempt is running or its outcome is unknown: no new one, no cancel (M3). */
    ATTEMPT_RUNNING(true),
    NOT_SUCCEEDED(false),
    CURRENCY_MISMATCH(false),
    /** A refund of nothing. */
    AMOUNT_ZERO(false),
    /** Σ refunds would exceed the captured amount (M7). */
    REFUND_TOO_LARGE(false),
    TOO_MANY_REFUNDS(false),
    /** The channel that took the money is not in the catalog at the moment, so nothing can be asked of its bank. */
    CHANNEL_MISSING(true),
    /** The operator's words do not fit the attempt: not unknown, or no such attempt. */
    NOT_RESOLVABLE(false),
    NO_SUCH_NOTIFICATION(false),
    /** It is not on the exceptions list. */
    NOTHING_TO_REVIEW(false);

    private final boolean retryable;

    Refusal(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same command may get another answer later. */
    public boolean retryable() {
        return retryable;
    }
}
