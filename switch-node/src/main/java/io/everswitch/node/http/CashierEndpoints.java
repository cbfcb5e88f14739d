package io.everswitch.node.http;

import io.everswitch.cashier.page.CashierReply;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.ConfirmSource;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.node.entity.Payments;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What the paying person's browser asks for. The token in the path is the only right that a payer has or needs. Thread-safe,
 * never blocks.
 */
final class CashierEndpoints {
    private static final int OK = 200;
    /** A browser sends it only for our own page's script: a form on another site cannot. */
    private static final String GUARD_HEADER = "x-cashier";

    private final Payments payments;
    private final HttpEdgesDependencies.Checkout checkout;
    private final CashierJson json;
    private final MeansReader means;
    private final EventStreams streams;
    private final Bodies bodies;

    CashierEndpoints(HttpEdgesDependencies dependencies, MeansReader means, EventStreams streams, Bodies bodies) {
        this.payments = dependencies.payments();
        this.checkout = dependencies.checkout();
        this.json = new CashierJson(dependencies.merchants(), checkout.banks(), dependencies.clock());
        this.means = means;
        this.streams = streams;
        this.bodies = bodies;
    }

    CompletionStage<HttpResponse> handle(Exchange exchange, Route.Match match) {
        return switch (match.route()) {
            case CASHIER_PAGE -> page(exchange, match.name());
            case CASHIER_ASSET -> asset(exchange, match.name());
            case CASHIER_SESSION -> session(exchange, verified(match.name()));
            case CASHIER_PAY -> pay(exchange, verified(match.name()));
            case CASHIER_EVENTS -> events(exchange, verified(match.name()));
            case PAYMENTS, PAYMENT, CONFIRM, CANCEL, EVENTS, PAYMENT_REFUNDS, REFUNDS, REFUND, BANKS ->
                throw new IllegalArgumentException("not a route of the cashier: " + match.route());
        };
    }

    private CompletionStage<HttpResponse> page(Exchange exchange, String token) {
        verified(token);
        String query = exchange.request().getUri().rawQueryString().orElse("");
        CashierReply reply = checkout.pages().page(exchange.header("accept-language"), lang(query));
        return CompletableFuture.completedFuture(plain(exchange, reply));
    }

    private CompletionStage<HttpResponse> asset(Exchange exchange, String path) {
        CashierReply reply = checkout.pages().asset(path);
        if (reply == null) {
            throw new Refused(Problem.notFound("There is no such file."));
        }
        return CompletableFuture.completedFuture(plain(exchange, reply));
    }

    private CompletionStage<HttpResponse> session(Exchange exchange, PaymentId id) {
        return payment(id).thenApply(payment -> Answers.json(exchange, OK, json.session(payment)));
    }

    private CompletionStage<HttpResponse> pay(Exchange exchange, PaymentId id) {
        if (!"1".equals(exchange.header(GUARD_HEADER))) {
            throw new Refused(Problem.of(403, "cashier_header_missing", "The header X-Cashier: 1 is missing."));
        }
        String key = Idempotency.key(exchange);
        return bodies.json(exchange).thenCompose(body -> {
            ConfirmBody confirm = ConfirmBody.read(body, means);
            PaymentCommand.Confirm command =
                    new PaymentCommand.Confirm(confirm.means(), ConfirmSource.CASHIER, key == null ? "" : key);
            return payments.confirm(id, command, confirm.cvc())
                    .thenApply(reply -> Answers.json(exchange, OK, json.session(PaymentEndpoints.accepted(reply))));
        });
    }

    private CompletionStage<HttpResponse> events(Exchange exchange, PaymentId id) {
        EventStreams.Form form = new EventStreams.Form(
                (before, after) -> true, payment -> new EventStreams.Event("status", json.payment(payment)));
        return payment(id).thenApply(payment -> streams.open(exchange, id, form));
    }

    private CompletionStage<Payment> payment(PaymentId id) {
        return payments.get(id).thenApply(PaymentEndpoints::accepted);
    }

    private PaymentId verified(String token) {
        PaymentId id = checkout.links().tokens().verify(token);
        if (id == null) {
            throw new Refused(Problem.notFound("There is no such cashier page."));
        }
        return id;
    }

    private static HttpResponse plain(Exchange exchange, CashierReply reply) {
        ContentType type = ContentTypes.parse(reply.contentType());
        return Answers.plain(exchange, reply.status(), Answers.strict(type, reply.body()), reply.headers());
    }

    /** The page ignores what it does not know, so this does too. */
    private static @Nullable String lang(String query) {
        for (String part : query.split("&", -1)) {
            if (part.startsWith("lang=")) {
                return part.substring("lang=".length());
            }
        }
        return null;
    }
}
