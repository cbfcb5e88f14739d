package io.everswitch.chaos.drill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** How many payments wait for the archive, as the nodes' metrics say. Blocks. */
final class Backlog {
    /** A gauge of {@code /metrics}; the node's part of the archive must bear this name. */
    static final String METRIC = "everswitch_journal_archive_backlog";

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Field field;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();

    Backlog(Field field) {
        this.field = field;
    }

    /** Waits until nothing waits any more. @return what waits at the end; negative if no node says it */
    double await(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            double waiting = now();
            if (waiting <= 0 || System.nanoTime() > deadline) {
                return waiting;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private double now() throws IOException, InterruptedException {
        double sum = 0;
        boolean known = false;
        for (String node : field.nodes()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(field.operationsUrl(node) + "/metrics"))
                    .timeout(ANSWER_WITHIN)
                    .build();
            String page =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            for (String line : page.lines().toList()) {
                if (line.startsWith(METRIC) && !line.startsWith("#")) {
                    sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                    known = true;
                }
            }
        }
        return known ? sum : -1;
    }
}
