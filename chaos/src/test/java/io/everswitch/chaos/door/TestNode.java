package io.everswitch.chaos.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node as the door sees it: one port that takes requests, one that tells whether it is ready. */
final class TestNode implements AutoCloseable {
    /** What the node does with a request. */
    interface Conduct {
        void handle(HttpExchange exchange) throws IOException;
    }

    final Queue<String> requests = new ConcurrentLinkedQueue<>();
    volatile boolean ready = true;
    volatile Conduct conduct;

    private final String name;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer api;
    private final HttpServer operations;

    TestNode(String name) throws IOException {
        this.name = name;
        this.conduct = exchange -> reply(exchange, 200, "text/plain", "from " + name);
        this.api = server(exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            conduct.handle(exchange);
        });
        this.operations = server(exchange -> reply(exchange, ready ? 200 : 503, "text/plain", "?"));
    }

    private HttpServer server(Conduct handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.setExecutor(threads);
        server.start();
        return server;
    }

    DoorSettings.NodeAddress address() {
        int port = api.getAddress().getPort();
        return new DoorSettings.NodeAddress(
                name, "127.0.0.1", port, port, operations.getAddress().getPort());
    }

    /** Its API's port refuses connections from now on, but it still calls itself ready. */
    void refuse() {
        api.stop(0);
    }

    static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    static void problem(HttpExchange exchange, int status, boolean retryable, String chargeState) throws IOException {
        reply(
                exchange,
                status,
                "application/problem+json",
                "{\"code\":\"unavailable\",\"retryable\":" + retryable + ",\"charge_state\":\"" + chargeState + "\"}");
    }

    @Override
    public void close() {
        api.stop(0);
        operations.stop(0);
        threads.shutdownNow();
    }
}
