package io.everswitch.chaos.drill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The largest number of requests in flight that each channel was seen with on any one node, by the metrics of the operations
 * ports, on a thread of its own. Without nodes it does nothing.
 */
final class InFlightWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InFlightWatch.class);
    private static final String METRIC = "everswitch_channel_in_flight{channel=\"";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    /** What hangs does so for an answer time-out of 3 s, and is seen several times. */
    private static final long EVERY_MS = 500;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    private final List<String> nodeUrls;
    private final Map<String, Integer> largest = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Thread thread;

    InFlightWatch(List<String> nodeUrls) {
        this.nodeUrls = List.copyOf(nodeUrls);
    }

    void begin() {
        if (!nodeUrls.isEmpty()) {
            Thread started = new Thread(this::run, "in-flight-watch");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    Map<String, Integer> largest() {
        return Map.copyOf(largest);
    }

    /** Takes one page of metrics. */
    void page(String metrics) {
        metrics.lines().filter(line -> line.startsWith(METRIC)).forEach(line -> {
            int end = line.indexOf('"', METRIC.length());
            int seen = (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            largest.merge(line.substring(METRIC.length(), end), seen, Math::max);
        });
    }

    private void run() {
        try {
            do {
                for (String node : nodeUrls) {
                    look(node);
                }
            } while (!ended.await(EVERY_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(String node) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(node + "/metrics"))
                    .timeout(ANSWER_WITHIN)
                    .build();
            page(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            // A node may be dead on purpose; a channel that was never seen breaks the promise.
            LOG.debug("{} does not tell its metrics", node, e);
        }
    }

    @Override
    public void close() {
        ended.countDown();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
