package io.everswitch.chaos.drill;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.everswitch.chaos.check.EvidenceReader;
import io.everswitch.chaos.fault.FaultLinks;
import io.everswitch.chaos.load.LoadTarget;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.WireReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A switch with two nodes, its banks and its shop in this process, as far as drills look at them; right, or wrong in one way.
 * Nodes share their memory, so that a killed one loses nothing. Everything is guarded by this.
 */
final class FakeSwitch implements Field, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Every n-th payment is treated wrongly. */
    private static final int WRONG_EVERY = 7;

    /** A burst of all clients at once must find room: what is tested is the drill, not this server. */
    private static final int BACKLOG = 1024;

    static {
        // Otherwise each answer waits 40 ms for an acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Bug bug;
    private final Path folder;
    private final Random random = new Random(7);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, HttpServer> servers = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, FakePayment> payments = new LinkedHashMap<>();
    private final Map<String, FakePayment> orders = new HashMap<>();
    private final StringBuilder ledger = new StringBuilder();
    private final StringBuilder timings = new StringBuilder();
    private final StringBuilder webhooks = new StringBuilder();
    final List<String> log = new ArrayList<>();
    private long stalledUntil;
    /** After a kill nobody is served for so long. */
    long stallMs;

    FakeSwitch(Bug bug, Path folder) throws IOException {
        this.bug = bug;
        this.folder = folder;
        for (String node : List.of("node-1", "node-2")) {
            open(node, 0);
        }
    }

    private synchronized void open(String node, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        servers.put(node, server);
        ports.put(node, server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Reply reply;
            synchronized (this) {
                reply = path.startsWith("/v1/") && System.nanoTime() < stalledUntil
                        ? new Reply(503, "{\"code\":\"unavailable\",\"retryable\":true,\"charge_state\":\"none\"}")
                        : answer(exchange.getRequestURI().getQuery(), path, body);
            }
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Reply(int status, String body) {}

    private Reply answer(String query, String path, byte[] body) throws IOException {
        String[] parts = path.split("/", -1);
        return switch (path) {
            case "/ledger" -> new Reply(200, ledger.toString());
            case "/timings" -> new Reply(200, timings.toString());
            case "/received/summary" -> new Reply(200, webhooks.toString());
            case "/metrics" -> new Reply(200, "# TYPE x gauge\n" + Backlog.METRIC + " 0.0\n");
            case "/behaviour" -> new Reply(204, "");
            case "/v1/payments" -> body.length > 0 ? create(JSON.readTree(body)) : list(query);
            case "/v1/refunds" -> refund(JSON.readTree(body));
            default -> onPayment(parts);
        };
    }

    private Reply onPayment(String[] parts) {
        FakePayment payment = payments.get(parts[3]);
        if (payment == null || payment.lost) {
            return new Reply(404, "{\"code\":\"not_found\",\"retryable\":false,\"charge_state\":\"none\"}");
        }
        String what = parts.length > 4 ? parts[4] : "";
        if (what.equals("confirm")) {
            confirm(payment);
        } else if (what.equals("cancel")) {
            payment.status = "canceled";
            tell(payment, "payment.canceled", 0);
        } else if (what.equals("refunds")) {
            List<String> all = new ArrayList<>();
            for (int i = 1; i <= payment.refunds.size(); i++) {
                if (bug != Bug.LOSES_REFUNDS) {
                    all.add(payment.refundJson(i));
                }
            }
            return new Reply(200, "{\"data\":[" + String.join(",", all) + "]}");
        } else {
            payment.shown++;
        }
        boolean back = bug == Bug.GOES_BACK && what.isEmpty() && payment.shown % 2 == 1 && isWrong(payment);
        return new Reply(200, payment.json(back ? "requires_payment_method" : payment.status));
    }

    private Reply create(JsonNode json) {
        String order = json.path("merchant_order_id").asText();
        FakePayment old = orders.get(order);
        if (old != null && bug != Bug.TWO_PAYMENTS_OF_AN_ORDER) {
            return new Reply(200, old.json(old.status));
        }
        PaymentId id = PaymentId.create(Instant.now(), PaymentId.slotOf(new MerchantId("m"), order), 0, random);
        FakePayment payment = new FakePayment(id, order, json.path("amount").asLong());
        payments.put(id.value(), payment);
        orders.put(order, payment);
        return new Reply(201, payment.json(payment.status));
    }

    private boolean isWrong(FakePayment payment) {
        return payment.amount / 100 % WRONG_EVERY == 0;
    }

    private void confirm(FakePayment payment) {
        if (!payment.status.equals("requires_payment_method")) {
            return;
        }
        Bug now = isWrong(payment) ? bug : Bug.NONE;
        Instant created = Instant.now();
        if (now == Bug.TELLS_TOO_EARLY) {
            tell(payment, "payment.succeeded", -1_000_000);
        }
        long received = micros(created)
                + switch (now) {
                    case SENDS_LATE -> 20_000_000;
                    case SENDS_BEFORE_DURABLE -> -5_000;
                    default -> 10;
                };
        charge(payment, 1, payment.amount + (now == Bug.CHARGES_ANOTHER_AMOUNT ? 100 : 0), received);
        payment.attempts.add(new FakePayment.Attempt(
                now == Bug.GUESSES_AN_OUTCOME ? "declined_final" : now == Bug.ATTEMPTS_OVERLAP ? "unknown" : "approved",
                created));
        switch (now) {
            case CHARGES_TWICE -> charge(payment, 1, payment.amount, received);
            case CHARGES_UNKNOWN_ATTEMPT -> charge(payment, 5, payment.amount, received);
            case ATTEMPTS_OVERLAP -> {
                charge(payment, 2, payment.amount, received + 1);
                payment.attempts.add(new FakePayment.Attempt("approved", created));
            }
            case LOSES_PAYMENTS -> payment.lost = true;
            default -> {}
        }
        payment.status = now == Bug.GUESSES_AN_OUTCOME ? "failed" : "succeeded";
        if (now != Bug.TELLS_NOBODY && now != Bug.TELLS_TOO_EARLY) {
            tell(payment, "payment." + payment.status, 10);
        }
        if (now == Bug.SAME_SEQUENCE_TWICE) {
            payment.webhooks--;
            tell(payment, "payment.expired", 20);
        }
    }

    private Reply refund(JsonNode json) {
        FakePayment payment =
                requireNonNull(payments.get(json.path("payment_id").asText()));
        long amount = json.path("amount").asLong();
        if (bug != Bug.REFUNDS_TOO_MUCH && payment.refunded() + amount > payment.amount) {
            return new Reply(422, "{\"code\":\"refund_too_large\",\"retryable\":false,\"charge_state\":\"done\"}");
        }
        payment.refunds.add(
                new FakePayment.Refund(json.path("merchant_refund_id").asText(), amount));
        int ordinal = payment.refunds.size();
        book("refund", payment.reference(WireReference.Kind.REFUND, ordinal), amount);
        tell(payment, "refund.succeeded", 10);
        if (bug == Bug.CHANGES_A_FINAL_STATUS) {
            payment.status = "failed";
        }
        return new Reply(202, payment.refundJson(ordinal));
    }

    private void charge(FakePayment payment, int ordinal, long amount, long receivedMicros) {
        String reference = payment.reference(WireReference.Kind.ATTEMPT, ordinal);
        book("charge", reference, amount);
        timings.append("{\"reference\":\"%s\",\"received_at\":%d,\"committed_at\":%d,\"answered_at\":%d}%n"
                .formatted(reference, receivedMicros, receivedMicros, receivedMicros));
    }

    private void book(String kind, String reference, long amount) {
        ledger.append(
                "{\"channel\":\"x\",\"kind\":\"%s\",\"reference\":\"%s\",\"amount\":%d,\"currency\":\"CNY\",\"at\":\"%s\"}%n"
                        .formatted(kind, reference, amount, Instant.now()));
    }

    private void tell(FakePayment payment, String type, long laterMicros) {
        webhooks.append("{\"type\":\"%s\",\"payment_id\":\"%s\",\"sequence\":%d,\"verified\":true,\"received_at\":%d}%n"
                .formatted(type, payment.id, ++payment.webhooks, micros(Instant.now()) + laterMicros));
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    private Reply list(String query) {
        List<FakePayment> newest = new ArrayList<>(payments.values());
        Collections.reverse(newest);
        int from = 0;
        int after = query.indexOf("starting_after=");
        if (after >= 0) {
            from = newest.indexOf(payments.get(query.substring(after + 15))) + 1;
        }
        int to = Math.min(newest.size(), from + 100);
        List<String> data = newest.subList(from, to).stream()
                .filter(each -> !each.lost)
                .map(each -> each.json(each.status))
                .toList();
        return new Reply(200, "{\"data\":[%s],\"has_more\":%s}".formatted(String.join(",", data), to < newest.size()));
    }

    private String url(String node) {
        return "http://127.0.0.1:" + ports.get(node);
    }

    @Override
    public List<String> nodes() {
        return List.of("node-1", "node-2");
    }

    @Override
    public LoadTarget target() {
        return new LoadTarget(nodes().stream().map(this::url).toList(), "key", List.of("north"), url("node-2"));
    }

    @Override
    public EvidenceReader evidence() {
        return new EvidenceReader(url("node-2"), "key", url("node-2"), url("node-2"));
    }

    @Override
    public String bankControl() {
        return url("node-2");
    }

    @Override
    public synchronized void kill(String process) {
        log.add("kill " + process);
        HttpServer server = servers.remove(process);
        if (server != null) {
            server.stop(0);
        }
        stalledUntil = System.nanoTime() + stallMs * 1_000_000;
    }

    @Override
    public void start(String process) {
        log.add("start " + process);
        try {
            open(process, requireNonNull(ports.get(process)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop(String process) {
        kill(process);
    }

    @Override
    public void pause(String process) {
        log.add("pause " + process);
    }

    @Override
    public void resume(String process) {
        log.add("resume " + process);
    }

    @Override
    public boolean has(String process) {
        return nodes().contains(process);
    }

    @Override
    public synchronized boolean running(String process) {
        return servers.containsKey(process);
    }

    @Override
    public String operationsUrl(String node) {
        return url(node);
    }

    @Override
    public String apiUrl(String node) {
        return url(node);
    }

    @Override
    public FaultLinks links() {
        throw new IllegalStateException("no links here");
    }

    @Override
    public void cutOff(String node) {
        log.add("cut " + node);
    }

    @Override
    public void heal(String node) {
        log.add("heal " + node);
    }

    @Override
    public void addCell() {
        log.add("add cell");
    }

    @Override
    public Path dataDir(String process) {
        return folder.resolve(process);
    }

    @Override
    public synchronized void close() {
        servers.values().forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
