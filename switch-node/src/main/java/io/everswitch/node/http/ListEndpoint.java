package io.everswitch.node.http;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.node.entity.Payments;
import io.everswitch.node.entity.PaymentsUnavailable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/payments}: a merchant's payments, newest first. Thread-safe, never blocks. */
final class ListEndpoint {
    private static final int OK = 200;
    private static final int LIMIT_MAX = 100;
    private static final int LIMIT_DEFAULT = 10;
    private static final String ORDER = "merchant_order_id";
    private static final String STATUS = "status";
    private static final String LIMIT = "limit";
    private static final String AFTER = "starting_after";

    private final Payments payments;
    private final PaymentJson json;

    ListEndpoint(Payments payments, PaymentJson json) {
        this.payments = payments;
        this.json = json;
    }

    private record Query(
            @Nullable String order,
            @Nullable PaymentStatus status,
            int limit,
            @Nullable PaymentId after) {}

    CompletionStage<HttpResponse> list(Exchange exchange, Merchant merchant) {
        Query query = read(exchange);
        String order = query.order();
        return order == null ? page(exchange, merchant, query) : ofOrder(exchange, merchant, query, order);
    }

    private CompletionStage<HttpResponse> page(Exchange exchange, Merchant merchant, Query query) {
        // One more than asked tells whether there are more; at the largest page that takes a second question.
        int ask = Math.min(query.limit() + 1, LIMIT_MAX);
        return payments.list(merchant.id(), query.status(), ask, query.after()).thenCompose(page -> {
            List<Payment> found = page.payments();
            if (found.size() > query.limit()) {
                return completed(exchange, found.subList(0, query.limit()), true);
            }
            if (page.archiveAway()) {
                return endsEarly(exchange, found);
            }
            if (found.size() < LIMIT_MAX || query.limit() < LIMIT_MAX) {
                return completed(exchange, found, false);
            }
            PaymentId last = found.get(found.size() - 1).id();
            return payments.list(merchant.id(), query.status(), 1, last)
                    .thenCompose(
                            more -> completed(exchange, found, !more.payments().isEmpty()))
                    // The page is there, and only the archive knows whether it is the last one.
                    .exceptionallyCompose(failure -> isUnavailable(failure)
                            ? endsEarly(exchange, found)
                            : CompletableFuture.failedFuture(failure));
        });
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof PaymentsUnavailable
                || (failure instanceof CompletionException && failure.getCause() instanceof PaymentsUnavailable);
    }

    private CompletionStage<HttpResponse> ofOrder(Exchange exchange, Merchant merchant, Query query, String order) {
        return payments.findByOrder(merchant.id(), order).thenCompose(id -> {
            if (id.isEmpty() || query.after() != null) {
                return completed(exchange, List.of(), false);
            }
            return payments.get(id.get()).thenCompose(reply -> {
                Payment payment = reply.payment();
                boolean fits = payment != null
                        && payment.merchant().equals(merchant.id())
                        && (query.status() == null || query.status() == payment.status());
                return completed(exchange, fits ? List.of(payment) : List.of(), false);
            });
        });
    }

    private CompletionStage<HttpResponse> completed(Exchange exchange, List<Payment> found, boolean hasMore) {
        return CompletableFuture.completedFuture(Answers.json(exchange, OK, json.list(found, hasMore, false)));
    }

    /** Whoever goes on from here later misses nothing; to say that there is no more would be a guess. */
    private CompletionStage<HttpResponse> endsEarly(Exchange exchange, List<Payment> found) {
        return CompletableFuture.completedFuture(Answers.json(exchange, OK, json.list(found, true, true)));
    }

    private static Query read(Exchange exchange) {
        FieldErrors errors = new FieldErrors();
        Map<String, String> query = QueryString.read(exchange, errors, ORDER, STATUS, LIMIT, AFTER);
        String order = query.get(ORDER);
        if (order != null && (order.length() > CreateBody.ID_MAX || !TextRule.ID.fits(order))) {
            errors.add(ORDER, "must be a merchant order id");
        }
        PaymentStatus status = status(query.get(STATUS), errors);
        int limit = limit(query.get(LIMIT), errors);
        String after = query.get(AFTER);
        if (after != null && !PaymentId.isValid(after)) {
            errors.add(AFTER, "must be a payment id");
        }
        errors.check();
        return new Query(order, status, limit, after == null ? null : new PaymentId(after));
    }

    private static @Nullable PaymentStatus status(@Nullable String text, FieldErrors errors) {
        if (text == null) {
            return null;
        }
        for (PaymentStatus status : PaymentStatus.values()) {
            if (status.code().equals(text)) {
                return status;
            }
        }
        errors.add(STATUS, "must be a status of payments");
        return null;
    }

    private static int limit(@Nullable String text, FieldErrors errors) {
        if (text == null) {
            return LIMIT_DEFAULT;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LIMIT_MAX) {
                return limit;
            }
        }
        errors.add(LIMIT, "must be an integer from 1 to " + LIMIT_MAX);
        return LIMIT_DEFAULT;
    }
}
