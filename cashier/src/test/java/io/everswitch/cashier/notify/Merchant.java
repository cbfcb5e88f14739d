package io.everswitch.cashier.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A merchant's server on the loopback, which answers as the test says. Thread-safe. */
final class Merchant implements AutoCloseable {
    /** How a request is answered. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** What came in. */
    @SuppressWarnings("ArrayRecordComponent")
    record Received(String path, Map<String, List<String>> headers, byte[] body) {}

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger runningMost = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);

    Merchant(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                runningMost.accumulateAndGet(running.incrementAndGet(), Math::max);
                received.add(new Received(
                        exchange.getRequestURI().toString(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        exchange.getRequestBody().readAllBytes()));
                answer.to(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                running.decrementAndGet();
            }
        });
        server.start();
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?a=b%20c";
    }

    List<Received> received() {
        return received;
    }

    int runningMost() {
        return runningMost.get();
    }

    /** Holds a request until {@link #release}. */
    void hold() throws InterruptedException {
        if (!released.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody released the merchant");
        }
    }

    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
