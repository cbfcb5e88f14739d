package io.everswitch.chaos.bench.memory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One node's figures in Prometheus' text format, by series. */
record MetricsPage(Map<String, Double> series) {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    MetricsPage {
        series = Map.copyOf(series);
    }

    static MetricsPage read(HttpClient http, String operationsUrl) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(operationsUrl + "/metrics"))
                .timeout(ANSWER_WITHIN)
                .build();
        return parse(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    static MetricsPage parse(String page) {
        Map<String, Double> series = new HashMap<>();
        for (String line : page.lines().toList()) {
            int blank = line.lastIndexOf(' ');
            if (blank > 0 && !line.startsWith("#")) {
                series.put(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
            }
        }
        return new MetricsPage(series);
    }

    /** @throws IOException if there is no such series: a missing figure must not count as nothing */
    double value(String name) throws IOException {
        Double value = series.get(name);
        if (value == null) {
            throw new IOException("no series " + name + " among the node's metrics");
        }
        return value;
    }
}
