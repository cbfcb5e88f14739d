package io.everswitch.chaos.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.everswitch.chaos.http.Exchange;
import io.everswitch.chaos.http.Handler;
import io.everswitch.chaos.http.Json;
import io.everswitch.chaos.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API, answer for answer as the original server's. Called on event loops; the work is done on the control thread, one
 * request after the other.
 */
final class Api implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    /** The version whose behaviour this is. */
    private static final String VERSION = "2.12.0+f48fd7f";

    private static final int REQUEST_ID_LENGTH = 20;
    private static final int REQUEST_ID_RADIX = 32;

    private final Registry registry;
    private final Executor control;
    private final AtomicLong requests = new AtomicLong(System.currentTimeMillis() << 20);

    Api(Registry registry, Executor control) {
        this.registry = registry;
        this.control = control;
    }

    @Override
    public void handle(Exchange exchange) {
        List<String> parts = Arrays.asList(exchange.path().substring(1).split("/", -1));
        Route route = exchange.path().startsWith("/") ? Route.of(parts) : null;
        if (route == null) {
            exchange.reply(plain(404, "404 page not found\n"));
            return;
        }
        if (!route.knows(exchange.method())) {
            exchange.reply(Reply.empty(405));
            return;
        }
        String agent = exchange.header("User-Agent");
        if (agent != null && agent.startsWith("Mozilla/")) {
            exchange.reply(marked(plain(403, "User agent not allowed\n")));
            return;
        }
        try {
            control.execute(() -> exchange.reply(marked(answer(route, exchange, parts))));
        } catch (RejectedExecutionException e) {
            exchange.reply(marked(Reply.empty(503)));
        }
    }

    private Reply marked(Reply reply) {
        String id = Long.toString(requests.incrementAndGet(), REQUEST_ID_RADIX);
        return reply.with("X-Toxiproxy-Request-Id", "0".repeat(REQUEST_ID_LENGTH - id.length()) + id);
    }

    private Reply answer(Route route, Exchange exchange, List<String> parts) {
        try {
            return route == Route.POPULATE ? populate(exchange.body()) : served(route, exchange, parts);
        } catch (ApiError e) {
            return plain(e.status(), Views.error(e) + "\n");
        } catch (RuntimeException e) {
            LOG.error("request could not be handled", e);
            return plain(500, Views.error(new ApiError(500, "internal error")) + "\n");
        }
    }

    private Reply served(Route route, Exchange exchange, List<String> parts) throws ApiError {
        String method = exchange.method();
        byte[] body = exchange.body();
        return switch (route) {
            case VERSION -> version();
            case RESET -> {
                registry.reset();
                yield Reply.empty(204);
            }
            case POPULATE -> populate(body);
            case PROXIES ->
                method.equals("GET") ? proxies() : json(201, Views.proxy(registry.create(Body.object(body))));
            case PROXY -> proxy(method, parts.get(1), body);
            case TOXICS -> toxics(method, registry.get(parts.get(1)), body);
            case TOXIC -> toxic(method, registry.get(parts.get(1)), parts.get(3), body);
        };
    }

    private static Reply version() {
        String text = "{\"version\": \"" + VERSION + "\"}\n";
        return new Reply(200, "application/json;charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private Reply proxies() {
        ObjectNode all = Json.MAPPER.createObjectNode();
        registry.all().forEach(proxy -> all.set(proxy.name(), Views.proxy(proxy)));
        return json(200, all);
    }

    private Reply proxy(String method, String name, byte[] body) throws ApiError {
        return switch (method) {
            case "GET" -> json(200, Views.proxy(registry.get(name)));
            case "DELETE" -> {
                registry.delete(name);
                yield Reply.empty(204);
            }
            default -> {
                registry.get(name);
                yield json(200, Views.proxy(registry.update(name, Body.object(body))));
            }
        };
    }

    private Reply toxics(String method, NamedProxy proxy, byte[] body) throws ApiError {
        return method.equals("GET")
                ? json(200, Views.toxics(proxy.links().toxics()))
                : json(200, Views.toxic(registry.addToxic(proxy, Body.object(body))));
    }

    private Reply toxic(String method, NamedProxy proxy, String name, byte[] body) throws ApiError {
        Toxic toxic = registry.toxic(proxy.name(), name);
        return switch (method) {
            case "GET" -> json(200, Views.toxic(toxic));
            case "DELETE" -> {
                registry.removeToxic(proxy, name);
                yield Reply.empty(204);
            }
            default -> json(200, Views.toxic(registry.updateToxic(proxy, name, Body.object(body))));
        };
    }

    private Reply populate(byte[] body) {
        List<NamedProxy> made = new ArrayList<>();
        ApiError error = null;
        try {
            registry.populate(Body.array(body), made);
        } catch (ApiError e) {
            error = e;
        }
        return json(status(error), Views.populated(made, error));
    }

    private static int status(@Nullable ApiError error) {
        return error == null ? 201 : error.status();
    }

    private static Reply json(int status, JsonNode body) {
        return Reply.json(status, Json.bytes(body));
    }

    private static Reply plain(int status, String text) {
        return Reply.text(status, text).with("X-Content-Type-Options", "nosniff");
    }
}
