package io.everswitch.node.http;

import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one table from what the payment rules refuse to what HTTP says. The code is the refusal's name in lower case. */
final class RefusalProblems {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;

    private RefusalProblems() {}

    /** @param payment the payment as it stands; null if there is none */
    static Problem of(Refusal refusal, @Nullable Payment payment) {
        return new Problem(
                status(refusal),
                refusal.name().toLowerCase(Locale.ROOT),
                detail(refusal),
                refusal.retryable(),
                PaymentViews.chargeState(payment),
                List.of(),
                refusal.retryable() ? Map.of("Retry-After", "1") : Map.of());
    }

    private static int status(Refusal refusal) {
        return switch (refusal) {
            case NOT_FOUND, NO_SUCH_NOTIFICATION -> NOT_FOUND;
            case ORDER_CONFLICT,
                    REFUND_CONFLICT,
                    ALREADY_SUCCEEDED,
                    ALREADY_FAILED,
                    ALREADY_CANCELED,
                    ALREADY_EXPIRED,
                    ATTEMPT_RUNNING,
                    NOT_SUCCEEDED,
                    NOT_RESOLVABLE,
                    NOTHING_TO_REVIEW -> CONFLICT;
            case CURRENCY_MISMATCH, AMOUNT_ZERO, REFUND_TOO_LARGE, TOO_MANY_REFUNDS -> UNPROCESSABLE;
            case CHANNEL_MISSING -> UNAVAILABLE;
        };
    }

    private static String detail(Refusal refusal) {
        return switch (refusal) {
            case NOT_FOUND -> "There is no such payment.";
            case ORDER_CONFLICT -> "This merchant order exists already with another content.";
            case REFUND_CONFLICT -> "This merchant refund id exists already with another content.";
            case ALREADY_SUCCEEDED -> "The payment has succeeded already.";
            case ALREADY_FAILED -> "The payment has failed; make a new one.";
            case ALREADY_CANCELED -> "The payment was canceled; make a new one.";
            case ALREADY_EXPIRED -> "The payment has expired; make a new one.";
            case ATTEMPT_RUNNING ->
                "An attempt is running or its outcome is not known yet. Ask for the payment until it is.";
            case NOT_SUCCEEDED -> "Only a payment that succeeded can be refunded.";
            case CURRENCY_MISMATCH -> "The currency is not that of the payment.";
            case AMOUNT_ZERO -> "Nothing cannot be refunded.";
            case CHANNEL_MISSING -> "The bank that took the money cannot be reached by this switch at the moment.";
            case REFUND_TOO_LARGE -> "All refunds together would exceed what was paid.";
            case TOO_MANY_REFUNDS -> "The payment has too many refunds.";
            case NOT_RESOLVABLE -> "There is no unknown attempt of that number.";
            case NOTHING_TO_REVIEW -> "The payment is not on the exceptions list.";
            case NO_SUCH_NOTIFICATION -> "There is no such notification.";
        };
    }
}
