package io.everswitch.node.boot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bank of the HTTP family that approves every charge after a moment, and remembers each. Thread-safe. */
final class ApprovingBank implements AutoCloseable {
    private static final Pattern REFERENCE = Pattern.compile("\"reference\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern AMOUNT = Pattern.compile("\"amount\"\\s*:\\s*(\\d+)");
    private static final long LATENCY_MS = 30;

    /** Charges by the reference that the switch sent; with the amount. */
    final Map<String, String> charges = new ConcurrentHashMap<>();

    final AtomicInteger repeated = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);

    ApprovingBank() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/charges")) {
            charge(exchange, found(REFERENCE, body), found(AMOUNT, body));
        } else if (path.contains("/charges/") && exchange.getRequestMethod().equals("GET")) {
            String reference = path.substring(path.lastIndexOf('/') + 1);
            String amount = charges.get(reference);
            if (amount == null) {
                send(exchange, 404, "{\"code\":\"not_found\",\"message\":\"\"}");
            } else {
                send(exchange, 200, approved(reference, amount));
            }
        } else {
            send(exchange, 200, "{\"status\":\"up\"}");
        }
    }

    private void charge(HttpExchange exchange, String reference, String amount) throws IOException {
        if (charges.putIfAbsent(reference, amount) != null) {
            repeated.incrementAndGet();
            send(exchange, 409, "{\"code\":\"94\",\"message\":\"\"}");
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(LATENCY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        send(exchange, 200, approved(reference, amount));
    }

    private static String approved(String reference, String amount) {
        return "{\"reference\":\"" + reference + "\",\"bank_reference\":\"B" + reference.substring(1, 9)
                + "\",\"status\":\"approved\",\"code\":\"00\",\"amount\":" + amount + ",\"currency\":\"CNY\"}";
    }

    private static String found(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
