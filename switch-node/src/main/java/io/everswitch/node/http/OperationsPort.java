package io.everswitch.node.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * The port of those who run the switch: metrics, health, the journal, channels and settings. Never reachable from outside.
 * Thread-safe.
 */
final class OperationsPort implements Edge.Handler {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final ContentType METRICS = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");
    private static final ContentType HTML = ContentTypes.parse("text/html; charset=utf-8");

    private final Operations operations;
    private final JournalEndpoints journal;
    private final ControlEndpoints control;
    private final LimitEndpoints limits;
    private final DeskEndpoints desk;
    private final byte[] index;

    OperationsPort(
            Operations operations, ControlEndpoints control, LimitEndpoints limits, DeskEndpoints desk, Bodies bodies) {
        this.operations = operations;
        this.journal = new JournalEndpoints(operations, bodies);
        this.control = control;
        this.limits = limits;
        this.desk = desk;
        this.index = resource("/http/operations.html");
    }

    @Override
    public CompletionStage<HttpResponse> handle(Exchange exchange) {
        OperationsRoute.Match match = OperationsRoute.find(exchange.path());
        if (match == null) {
            throw new Refused(Problem.notFound("There is nothing at this address."));
        }
        OperationsRoute route = match.route();
        exchange.route(route.template());
        if (!route.allows(exchange.method())) {
            throw new Refused(Problem.of(405, "method_not_allowed", "This address has other methods.")
                    .header("Allow", route.allow()));
        }
        return switch (route) {
            case INDEX -> done(Answers.of(exchange.requestId(), OK, Answers.strict(HTML, index)));
            case METRICS ->
                done(Answers.of(
                        exchange.requestId(),
                        OK,
                        Answers.strict(METRICS, operations.metrics().getBytes(StandardCharsets.UTF_8))));
            case LIVE -> {
                boolean live = operations.live();
                yield done(Answers.json(exchange, live ? OK : UNAVAILABLE, health(live, List.of())));
            }
            case READY -> {
                List<Operations.Check> checks = operations.readiness();
                boolean ready = checks.stream().allMatch(Operations.Check::ok);
                yield done(Answers.json(exchange, ready ? OK : UNAVAILABLE, health(ready, checks)));
            }
            case JOURNAL -> journal.report(exchange);
            case GIVE_UP -> journal.giveUp(exchange);
            case CHANNELS -> control.channels(exchange);
            case PAYMENT -> desk.payment(exchange, match.id());
            case PAYMENT_ROUTING -> desk.routing(exchange, match.id());
            case RESOLVE -> desk.resolve(exchange, match.id(), match.number());
            case REDELIVER -> desk.redeliver(exchange, match.id(), match.number());
            case EXCEPTIONS -> desk.exceptions(exchange);
            case REVIEW -> desk.review(exchange, match.id());
            case CHANNEL_EVENTS -> control.channelEvents(exchange, match.id());
            case SETTINGS -> control.settings(exchange);
            case CHANGES -> control.changes(exchange);
            case PREVIEW -> control.preview(exchange);
            case UNDO -> control.undo(exchange, match.number());
            case APPROVE -> control.answer(exchange, match.number(), true);
            case DECISIONS -> control.decisions(exchange);
            case EXPLAIN -> control.explain(exchange);
            case CODES -> control.codes(exchange);
            case LIMITS -> limits.standing(exchange);
            case LIMIT_USAGE -> limits.usage(exchange);
            case REJECT -> control.answer(exchange, match.number(), false);
        };
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }

    private static byte[] health(boolean up, List<Operations.Check> checks) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("status", up ? "up" : "down");
            json.writeArrayFieldStart("checks");
            for (Operations.Check check : checks) {
                json.writeStartObject();
                json.writeStringField("name", check.name());
                json.writeBooleanField("ok", check.ok());
                json.writeStringField("detail", check.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static byte[] resource(String name) {
        try (InputStream in = OperationsPort.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name + " cannot be read", e);
        }
    }
}
