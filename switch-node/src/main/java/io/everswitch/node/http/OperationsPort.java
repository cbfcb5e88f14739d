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

/** The port of those who run the switch: metrics, health, the journal. Never reachable from outside. Thread-safe. */
final class OperationsPort implements Edge.Handler {
    private static final String JOURNAL = "/journal";
    private static final String GIVE_UP = "/journal/give-up";
    static final List<String> ROUTES = List.of("/metrics", "/health/live", "/health/ready", "/", JOURNAL, GIVE_UP);

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final ContentType METRICS = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");
    private static final ContentType HTML = ContentTypes.parse("text/html; charset=utf-8");

    private final Operations operations;
    private final JournalEndpoints journal;
    private final byte[] index;

    OperationsPort(Operations operations, Bodies bodies) {
        this.operations = operations;
        this.journal = new JournalEndpoints(operations, bodies);
        this.index = resource("/http/operations.html");
    }

    @Override
    public CompletionStage<HttpResponse> handle(Exchange exchange) {
        String path = exchange.path();
        if (!ROUTES.contains(path)) {
            throw new Refused(Problem.notFound("There is nothing at this address."));
        }
        exchange.route(path);
        String method = path.equals(GIVE_UP) ? "POST" : "GET";
        if (!exchange.method().equals(method)) {
            throw new Refused(Problem.of(405, "method_not_allowed", "This address has other methods.")
                    .header("Allow", method));
        }
        return switch (path) {
            case JOURNAL -> journal.report(exchange);
            case GIVE_UP -> journal.giveUp(exchange);
            default -> CompletableFuture.completedFuture(answer(exchange, path));
        };
    }

    private HttpResponse answer(Exchange exchange, String path) {
        return switch (path) {
            case "/metrics" ->
                Answers.of(
                        exchange.requestId(),
                        OK,
                        Answers.strict(METRICS, operations.metrics().getBytes(StandardCharsets.UTF_8)));
            case "/health/live" -> {
                boolean live = operations.live();
                yield Answers.json(exchange, live ? OK : UNAVAILABLE, health(live, List.of()));
            }
            case "/health/ready" -> {
                List<Operations.Check> checks = operations.readiness();
                boolean ready = checks.stream().allMatch(Operations.Check::ok);
                yield Answers.json(exchange, ready ? OK : UNAVAILABLE, health(ready, checks));
            }
            default -> Answers.of(exchange.requestId(), OK, Answers.strict(HTML, index));
        };
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
