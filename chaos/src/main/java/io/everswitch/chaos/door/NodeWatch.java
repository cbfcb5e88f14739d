package io.everswitch.chaos.door;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one node again and again whether it is ready, on a thread of its own, so that one that hangs delays no other.
 * {@link #isReady} and {@link #suspect} may be called by anybody.
 */
final class NodeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

    private final String name;
    private final DoorSettings.Limits limits;
    private final HttpClient http;
    private final HttpRequest question;
    private final Thread thread;
    private volatile boolean ready;
    private volatile boolean closed;

    NodeWatch(DoorSettings.NodeAddress node, DoorSettings.Limits limits, HttpClient http) {
        this.name = node.name();
        this.limits = limits;
        this.http = http;
        this.question = HttpRequest.newBuilder(
                        URI.create("http://" + node.host() + ':' + node.operations() + "/health/ready"))
                .timeout(Duration.ofMillis(limits.pollTimeoutMs()))
                .build();
        this.thread = new Thread(this::watch, "door-watch-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isReady() {
        return ready;
    }

    /** It refused a connection: whatever it said last, it is not ready until it says so again. */
    void suspect() {
        set(false);
    }

    private void watch() {
        try {
            while (!closed) {
                set(asked());
                Thread.sleep(limits.pollMs());
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
            Thread.currentThread().interrupt();
        }
    }

    private boolean asked() throws InterruptedException {
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Dead, paused or starting: what this thread is there to find out.
            return false;
        }
    }

    private void set(boolean now) {
        if (ready != now) {
            ready = now;
            LOG.info("{} is {}", name, now ? "ready" : "not ready");
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
