package io.everswitch.node.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of HTTP requests. Routes and methods come from fixed lists, so whatever a client sends makes no new series.
 * Thread-safe.
 */
final class HttpMeters {
    private static final String OTHER = "OTHER";
    private static final List<String> METHODS =
            List.of("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", OTHER);
    private static final int CLASSES = 6;

    private final Counter requests;
    private final Histogram seconds;
    private final Map<String, Children> byRoute = new HashMap<>();
    private final Children other = new Children("other");

    HttpMeters(CollectorRegistry registry, Collection<String> routes) {
        requests = Counter.build("everswitch_http_requests", "HTTP requests that were answered.")
                .labelNames("route", "method", "status")
                .register(registry);
        seconds = Histogram.build("everswitch_http_request_seconds", "HTTP request to answer.")
                .labelNames("route")
                .buckets(Buckets.HTTP_SECONDS)
                .register(registry);
        routes.forEach(route -> byRoute.put(route, new Children(route)));
    }

    void done(String route, String method, int status, long nanos) {
        Children children = byRoute.getOrDefault(route, other);
        int known = METHODS.indexOf(method);
        int group = status >= 100 && status < 600 ? status / 100 : 0;
        children.requests(known < 0 ? METHODS.size() - 1 : known, group).inc();
        children.seconds().observe(Buckets.seconds(nanos));
    }

    /** The series of one route, looked up in the client once. */
    private final class Children {
        private final String route;
        // Racing threads write the same child, so plain fields do; the client publishes children safely.
        private final Counter.@Nullable Child[] requests = new Counter.Child[METHODS.size() * CLASSES];
        private Histogram.@Nullable Child seconds;

        Children(String route) {
            this.route = route;
        }

        Counter.Child requests(int method, int group) {
            int at = method * CLASSES + group;
            Counter.Child child = requests[at];
            if (child == null) {
                child = HttpMeters.this.requests.labels(
                        route, METHODS.get(method), group == 0 ? "other" : group + "xx");
                requests[at] = child;
            }
            return child;
        }

        Histogram.Child seconds() {
            Histogram.Child child = seconds;
            if (child == null) {
                child = HttpMeters.this.seconds.labels(route);
                seconds = child;
            }
            return child;
        }
    }
}
