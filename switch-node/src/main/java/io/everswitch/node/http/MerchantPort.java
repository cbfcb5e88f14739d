package io.everswitch.node.http;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The merchant port: finds the route, checks method, key, and form of a request, and hands it on. The order of the checks is
 * part of the API: 404, 405, 401, 429, 406, 415, then the content. Thread-safe, never blocks.
 */
final class MerchantPort implements Edge.Handler {
    private static final int KEY_MAX = 200;
    private static final String SCHEME = "bearer ";

    private final Merchants merchants;
    private final BankDirectory banks;
    private final UrlCheck notifyUrlCheck;
    private final PaymentEndpoints payments;
    private final ListEndpoint list;
    private final RefundEndpoints refunds;
    private final CashierEndpoints cashier;
    private final Idempotency idempotency;
    private final Bodies bodies;
    private final int perMerchantMax;
    /** As many as there are merchants in the configuration. */
    private final ConcurrentHashMap<MerchantId, Slots> merchantSlots = new ConcurrentHashMap<>();

    MerchantPort(HttpEdgesDependencies dependencies, EventStreams streams, Bodies bodies, int perMerchantMax) {
        HttpEdgesDependencies.Checkout checkout = dependencies.checkout();
        PaymentJson json = new PaymentJson(checkout.links());
        MeansReader means =
                new MeansReader(checkout.vault(), checkout.fingerprints(), checkout.banks(), dependencies.clock());
        this.merchants = dependencies.merchants();
        this.banks = checkout.banks();
        this.notifyUrlCheck = checkout.notifyUrlCheck();
        this.payments = new PaymentEndpoints(dependencies, json, means, streams);
        this.list = new ListEndpoint(dependencies.payments(), json);
        this.refunds = new RefundEndpoints(dependencies.payments(), payments);
        this.cashier = new CashierEndpoints(dependencies, means, streams, bodies);
        this.idempotency = new Idempotency(dependencies.idempotency(), dependencies.idempotencySecret());
        this.bodies = bodies;
        this.perMerchantMax = perMerchantMax;
    }

    @Override
    public CompletionStage<HttpResponse> handle(Exchange exchange) {
        Route.Match match = Route.find(exchange.path());
        if (match == null) {
            throw new Refused(Problem.notFound("There is nothing at this address."));
        }
        Route route = match.route();
        exchange.route(route.template());
        if (!route.allows(exchange.method())) {
            throw new Refused(Problem.of(405, "method_not_allowed", "This address has other methods.")
                    .header("Allow", route.allow()));
        }
        if (route.isCashier()) {
            return cashier.handle(exchange, match);
        }
        Merchant merchant = authenticated(exchange);
        Slots slots = merchantSlots.computeIfAbsent(merchant.id(), id -> new Slots(perMerchantMax));
        if (!slots.enter()) {
            throw new Refused(Problem.retryable(429, "rate_limited", "Too many requests of yours are in work."));
        }
        CompletionStage<HttpResponse> answer;
        try {
            answer = merchant(exchange, merchant, match);
        } catch (RuntimeException e) {
            slots.leave();
            throw e;
        }
        return answer.whenComplete((response, failure) -> slots.leave());
    }

    private CompletionStage<HttpResponse> merchant(Exchange exchange, Merchant merchant, Route.Match match) {
        Route route = match.route();
        Accepts.check(exchange, route == Route.EVENTS);
        if (exchange.isGet()) {
            return switch (route) {
                case PAYMENTS -> list.list(exchange, merchant);
                case PAYMENT -> payments.get(exchange, merchant, id(match));
                case EVENTS -> payments.events(exchange, merchant, id(match));
                case PAYMENT_REFUNDS -> payments.refunds(exchange, merchant, id(match));
                case BANKS ->
                    CompletableFuture.completedFuture(Answers.json(exchange, 200, BankJson.list(banks.banks())));
                case REFUND -> refunds.get(exchange, merchant, match.name());
                default -> throw new IllegalStateException("no GET of " + route);
            };
        }
        return switch (route) {
            case PAYMENTS ->
                post(
                        exchange,
                        merchant,
                        body -> CreateBody.read(body, notifyUrlCheck),
                        body -> payments.create(exchange, merchant, body));
            case CONFIRM -> confirm(exchange, merchant, id(match));
            case CANCEL -> cancel(exchange, merchant, id(match));
            case REFUNDS ->
                post(exchange, merchant, RefundBody::read, body -> refunds.create(exchange, merchant, body));
            default -> throw new IllegalStateException("no POST of " + route);
        };
    }

    private CompletionStage<HttpResponse> confirm(Exchange exchange, Merchant merchant, PaymentId id) {
        exchange.waitS(Accepts.waitS(exchange));
        return payments.checkOwner(merchant, id)
                .thenCompose(owner ->
                        post(exchange, merchant, payments::readConfirm, body -> payments.confirm(exchange, id, body)));
    }

    private CompletionStage<HttpResponse> cancel(Exchange exchange, Merchant merchant, PaymentId id) {
        if (!exchange.request().entity().isKnownEmpty()) {
            Bodies.checkJson(exchange);
        }
        return payments.checkOwner(merchant, id)
                .thenCompose(owner -> bodies.any(exchange))
                .thenCompose(body -> {
                    EmptyBody.check(body);
                    return idempotency.run(exchange, merchant, body, () -> payments.cancel(exchange, id));
                });
    }

    /** First the content is read, then the key is claimed: what was never well-formed does not use a key up. */
    private <T> CompletionStage<HttpResponse> post(
            Exchange exchange,
            Merchant merchant,
            Function<byte[], T> reader,
            Function<T, CompletionStage<HttpResponse>> work) {
        return bodies.json(exchange).thenCompose(body -> {
            T content = reader.apply(body);
            return idempotency.run(exchange, merchant, body, () -> work.apply(content));
        });
    }

    private Merchant authenticated(Exchange exchange) {
        String header = exchange.header("authorization");
        Merchant merchant = null;
        if (header != null
                && header.length() > SCHEME.length()
                && header.length() <= SCHEME.length() + KEY_MAX
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            merchant = merchants.byApiKey(header.substring(SCHEME.length()).trim());
        }
        if (merchant == null) {
            throw new Refused(Problem.of(401, "unauthorized", "An API key of a merchant is needed.")
                    .header("WWW-Authenticate", "Bearer realm=\"everswitch\""));
        }
        return merchant;
    }

    private static PaymentId id(Route.Match match) {
        PaymentId id = parse(match.name());
        if (id == null) {
            throw new Refused(RefusalProblems.of(Refusal.NOT_FOUND, null));
        }
        return id;
    }

    private static @Nullable PaymentId parse(String text) {
        return PaymentId.isValid(text) ? new PaymentId(text) : null;
    }
}
