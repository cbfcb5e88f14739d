package io.everswitch.cashier.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The switch as the page sees it: one payment, told by the test. Thread-safe. */
final class StubSwitch implements AutoCloseable {
    static final String TOKEN = "ct_0123456789abcdefghij";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = "end";

    private final CashierPages pages = new CashierPages();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<BlockingQueue<String>> streams = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private ObjectNode payment = freshPayment();
    private volatile Function<JsonNode, Answer> onPay = body -> Answer.session();
    private volatile @Nullable JsonNode lastPay;
    private volatile boolean eventsBroken;
    private volatile boolean down;

    /** What a pay request is answered with: a problem, or the session if there is none. */
    record Answer(int status, String problem) {
        static Answer session() {
            return new Answer(200, "");
        }
    }

    StubSwitch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String query) {
        return origin() + "/cashier/" + TOKEN + query;
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Back to a payment that nobody tried to pay. */
    synchronized void reset() {
        payment = freshPayment();
        onPay = body -> Answer.session();
        lastPay = null;
        eventsBroken = false;
        down = false;
        requests.clear();
        endStreams();
    }

    synchronized void prepare(Consumer<ObjectNode> change) {
        change.accept(payment);
    }

    /** Changes the payment and tells everybody who listens. */
    synchronized void tell(Consumer<ObjectNode> change) {
        change.accept(payment);
        streams.forEach(stream -> stream.add(payment.toString()));
    }

    void onPay(Function<JsonNode, Answer> handler) {
        onPay = handler;
    }

    void breakEvents() {
        eventsBroken = true;
        endStreams();
    }

    void setDown(boolean isDown) {
        down = isDown;
        if (isDown) {
            endStreams();
        }
    }

    @Nullable
    JsonNode lastPay() {
        return lastPay;
    }

    List<String> requests() {
        return requests;
    }

    boolean hasListener() {
        return !streams.isEmpty();
    }

    static Consumer<ObjectNode> status(String status) {
        return p -> p.put("status", status).put("can_pay", status.startsWith("requires"));
    }

    static Consumer<ObjectNode> declined(String code) {
        return status("requires_action")
                .andThen(p -> p.put("masked_means", "visa •••• 1111")
                        .putObject("last_attempt")
                        .put("outcome", "declined_final")
                        .put("code", code));
    }

    static Consumer<ObjectNode> unknown(Instant nextCheckAt) {
        return status("processing")
                .andThen(p -> p.put("outcome", "unknown")
                        .put("next_check_at", nextCheckAt.toString())
                        .put("masked_means", "visa •••• 1111"));
    }

    @Override
    public void close() {
        endStreams();
        server.stop(0);
        threads.shutdownNow();
    }

    private void endStreams() {
        streams.forEach(stream -> stream.add(END));
        streams.clear();
    }

    private static ObjectNode freshPayment() {
        return JSON.createObjectNode()
                .put("id", "pay_01JD0000000000000000000000")
                .put("amount", 12_800)
                .put("currency", "CNY")
                .put("currency_exponent", 2)
                .put("description", "Two tickets, Sunday evening")
                .put("merchant_name", "Lantern Theatre")
                .put("merchant_order_id", "A-2026-1107")
                .put("status", "requires_payment_method")
                .put("outcome", "known")
                .put("expires_at", Instant.now().plusSeconds(900).toString())
                .putNull("return_url")
                .putNull("next_check_at")
                .putNull("masked_means")
                .putNull("last_attempt")
                .put("can_pay", true);
    }

    private synchronized String session() {
        ObjectNode session = JSON.createObjectNode();
        session.set("payment", payment);
        session.set("banks", Banks.all(JSON));
        return session.put("server_time", Instant.now().toString()).toString();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            String base = "/cashier/" + TOKEN;
            if (path.startsWith(CashierPages.ASSETS_PATH)) {
                reply(exchange, pages.asset(path));
            } else if (path.endsWith("/session") || path.endsWith("/pay") || path.endsWith("/events")) {
                if (down) {
                    problem(exchange, 503, "{\"code\":\"unavailable\",\"charge_state\":\"possible\"}");
                } else if (!path.startsWith(base + "/")) {
                    problem(exchange, 404, "{\"code\":\"not_found\",\"charge_state\":\"none\"}");
                } else {
                    api(exchange, path.substring(base.length() + 1));
                }
            } else if (path.equals("/shop")) {
                send(exchange, 200, "text/html", "<!doctype html><title>Shop</title><link rel=icon href='data:,'>");
            } else if (path.matches("/cashier/[^/]+")) {
                reply(exchange, pages.page(exchange.getRequestHeaders().getFirst("Accept-Language"), lang(exchange)));
            } else {
                problem(exchange, 404, "{}");
            }
        }
    }

    private void api(HttpExchange exchange, String name) throws IOException {
        switch (name) {
            case "session" -> send(exchange, 200, "application/json", session());
            case "pay" -> pay(exchange);
            default -> events(exchange);
        }
    }

    private void pay(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        if (!"1".equals(exchange.getRequestHeaders().getFirst("X-Cashier"))) {
            problem(exchange, 403, "{\"code\":\"forbidden\",\"charge_state\":\"none\"}");
            return;
        }
        lastPay = body;
        Answer answer = onPay.apply(body);
        if (answer.status() == 200) {
            send(exchange, 200, "application/json", session());
        } else {
            problem(exchange, answer.status(), answer.problem());
        }
    }

    private void events(HttpExchange exchange) throws IOException {
        if (eventsBroken) {
            problem(exchange, 503, "{}");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        BlockingQueue<String> stream = new LinkedBlockingQueue<>();
        synchronized (this) {
            stream.add(payment.toString());
            streams.add(stream);
        }
        try {
            while (true) {
                String data = stream.poll(1, TimeUnit.SECONDS);
                if (END.equals(data)) {
                    return;
                }
                String text = data == null ? ": still here\n\n" : "event: status\ndata: " + data + "\n\n";
                exchange.getResponseBody().write(text.getBytes(UTF_8));
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.remove(stream);
        }
    }

    private static @Nullable String lang(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query != null && query.startsWith("lang=") ? query.substring(5) : null;
    }

    private static void problem(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, "application/problem+json", body);
    }

    private static void reply(HttpExchange exchange, @Nullable CashierReply reply) throws IOException {
        if (reply == null) {
            problem(exchange, 404, "{}");
            return;
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.sendResponseHeaders(reply.status(), reply.body().length);
        exchange.getResponseBody().write(reply.body());
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
