package io.everswitch.chaos.bank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.everswitch.chaos.http.BadInput;
import io.everswitch.chaos.http.Exchange;
import io.everswitch.chaos.http.Handler;
import io.everswitch.chaos.http.Json;
import io.everswitch.chaos.http.Reply;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control port's API (design section 12). Requests are handled on an executor that may block. Thread-safe. */
final class ControlApi implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ControlApi.class);
    static final String JSON_LINES = "application/x-ndjson";

    private final BankSimulator simulator;
    private final Books books;
    private final Timings timings;
    private final Chance chance;
    private final Executor executor;

    ControlApi(BankSimulator simulator, Books books, Timings timings, Chance chance, Executor executor) {
        this.simulator = simulator;
        this.books = books;
        this.timings = timings;
        this.chance = chance;
        this.executor = executor;
    }

    @Override
    public void handle(Exchange exchange) {
        try {
            executor.execute(() -> answer(exchange));
        } catch (RejectedExecutionException e) {
            exchange.reply(Reply.problem(503, "overloaded", "too many requests are waiting"));
        }
    }

    private void answer(Exchange exchange) {
        try {
            route(exchange);
        } catch (BadInput e) {
            exchange.reply(e.reply());
        } catch (IOException | RuntimeException e) {
            LOG.error("a control request failed", e);
            exchange.reply(Reply.problem(500, "internal", String.valueOf(e.getMessage())));
        }
    }

    private void route(Exchange exchange) throws BadInput, IOException {
        String[] parts = exchange.path().split("/", -1);
        boolean channel = parts.length == 4 && parts[1].equals("channels") && parts[3].equals("behaviour");
        switch (channel ? "/channels/{id}/behaviour" : exchange.path()) {
            case "/health" -> get(exchange, () -> Reply.json(200, "{\"status\":\"up\"}"));
            case "/channels" -> get(exchange, this::channels);
            case "/seed" -> seed(exchange);
            case "/behaviour" -> behaviour(exchange, simulator.desks().values());
            case "/channels/{id}/behaviour" -> {
                ChannelDesk desk = simulator.desks().get(parts[2]);
                if (desk == null) {
                    exchange.reply(Reply.problem(404, "not_found", "there is no such channel"));
                } else {
                    behaviour(exchange, List.of(desk));
                }
            }
            case "/ledger" -> {
                if (allowed(exchange, "GET")) {
                    exchange.stream(JSON_LINES, books.ledger(filter(exchange)), executor);
                }
            }
            case "/timings" -> {
                if (allowed(exchange, "GET")) {
                    exchange.stream(JSON_LINES, new TimingChunks(timings), executor);
                }
            }
            default -> exchange.reply(Reply.problem(404, "not_found", "there is no such resource"));
        }
    }

    private interface Answer {
        Reply get();
    }

    private static void get(Exchange exchange, Answer answer) {
        if (allowed(exchange, "GET")) {
            exchange.reply(answer.get());
        }
    }

    private static boolean allowed(Exchange exchange, String... methods) {
        boolean allowed = List.of(methods).contains(exchange.method());
        if (!allowed) {
            String list = String.join(", ", methods);
            exchange.reply(
                    Reply.problem(405, "method_not_allowed", "allowed: " + list).with("Allow", list));
        }
        return allowed;
    }

    private Reply channels() {
        ArrayNode all = Json.MAPPER.createArrayNode();
        for (ChannelDesk desk : simulator.desks().values()) {
            ObjectNode node = all.addObject();
            node.put("id", desk.id());
            node.put("protocol", desk.channel().protocol());
            node.put("port", simulator.port(desk.id()));
            node.set("behaviour", BehaviourJson.write(desk.behaviour()));
            ObjectNode counters = node.putObject("counters");
            for (Counter counter : Counter.values()) {
                counters.put(counter.word(), desk.counted(counter));
            }
        }
        return Reply.json(200, Json.bytes(all));
    }

    /** All desks change or none. */
    private void behaviour(Exchange exchange, Collection<ChannelDesk> desks) throws BadInput, IOException {
        if (!allowed(exchange, "GET", "PUT", "DELETE")) {
            return;
        }
        if (exchange.method().equals("PUT")) {
            Map<ChannelDesk, Behaviour> wanted = new LinkedHashMap<>();
            for (ChannelDesk desk : desks) {
                wanted.put(desk, BehaviourJson.merge(desk.behaviour(), exchange.body()));
            }
            wanted.forEach(ChannelDesk::behave);
        } else if (exchange.method().equals("DELETE")) {
            desks.forEach(ChannelDesk::reset);
        }
        if (!exchange.method().equals("GET")) {
            simulator.refresh(desks);
        }
        exchange.reply(Reply.json(200, Json.bytes(written(exchange, desks))));
    }

    /** One channel's behaviour, or with {@code /behaviour} all by id. */
    private static JsonNode written(Exchange exchange, Collection<ChannelDesk> desks) {
        if (exchange.path().equals("/behaviour")) {
            ObjectNode all = Json.MAPPER.createObjectNode();
            desks.forEach(desk -> all.set(desk.id(), BehaviourJson.write(desk.behaviour())));
            return all;
        }
        return BehaviourJson.write(desks.iterator().next().behaviour());
    }

    private void seed(Exchange exchange) throws BadInput {
        if (!allowed(exchange, "GET", "PUT")) {
            return;
        }
        if (exchange.method().equals("PUT")) {
            JsonNode value = Json.object(exchange.body()).get("seed");
            if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
                throw new BadInput("seed", "must be a whole number of 64 bits");
            }
            chance.seed(value.longValue());
        }
        exchange.reply(Reply.json(200, "{\"seed\":" + chance.seed() + "}"));
    }

    private LedgerFilter filter(Exchange exchange) throws BadInput {
        String channel = exchange.query("channel");
        if (channel != null && !simulator.desks().containsKey(channel)) {
            throw new BadInput("channel", "is not a channel");
        }
        String since = exchange.query("since");
        try {
            return new LedgerFilter(
                    channel == null ? "" : channel, since == null ? "" : BookLine.time(Instant.parse(since)));
        } catch (DateTimeParseException e) {
            throw new BadInput("since", "must be a time of RFC 3339 in UTC, like 2026-01-31T23:59:59Z");
        }
    }
}
