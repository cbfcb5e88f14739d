package io.everswitch.chaos.bench.memory;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * All nodes at one moment.
 *
 * @param label what was done until then
 * @param seconds since the begin of its phase
 * @param payments made until then
 */
record MemorySample(String label, double seconds, long payments, List<NodeSample> nodes) {
    private static final double MB = 1 << 20;

    MemorySample {
        nodes = List.copyOf(nodes);
    }

    /** One node after the other: their pauses must not come together. */
    static List<NodeSample> take(MemorySite site, HttpClient http) throws IOException, InterruptedException {
        List<NodeSample> nodes = new ArrayList<>();
        for (MemorySite.Node node : site.nodes()) {
            nodes.add(NodeSample.take(node, site.workingSet(), http));
        }
        return nodes;
    }

    long sum(ToLongFunction<NodeSample> of) {
        return nodes.stream().mapToLong(of).sum();
    }

    long heapBytes() {
        return sum(node -> node.heap().bytes());
    }

    Map<String, Long> classes() {
        Map<String, Long> classes = new TreeMap<>();
        nodes.forEach(node -> node.heap().classes().forEach((name, bytes) -> classes.merge(name, bytes, Long::sum)));
        return classes;
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("label", label);
        map.put("seconds", Math.round(seconds * 10) / 10.0);
        map.put("payments", payments);
        map.put("heap_after_full_collection_bytes", heapBytes());
        map.put("nodes", nodes.stream().map(NodeSample::asMap).toList());
        return map;
    }

    static String head() {
        return "%-22s %6s %9s  %-26s %10s %10s %7s %8s %9s %8s %9s"
                .formatted(
                        "",
                        "s",
                        "payments",
                        "heap MB (each node)",
                        "histories",
                        "index",
                        "actors",
                        "backlog",
                        "spool MB",
                        "direct",
                        "resident");
    }

    String line() {
        String heaps = nodes.stream()
                .map(node -> "%.1f".formatted(node.heap().bytes() / MB))
                .reduce((a, b) -> a + " + " + b)
                .orElse("");
        return "%-22s %6.0f %9d  %-26s %10d %10d %7d %8d %9.1f %8.1f %9.1f"
                .formatted(
                        label,
                        seconds,
                        payments,
                        heaps,
                        sum(NodeSample::histories),
                        sum(NodeSample::index),
                        sum(NodeSample::actors),
                        sum(NodeSample::backlog),
                        sum(NodeSample::spoolBytes) / MB,
                        sum(NodeSample::directBytes) / MB,
                        sum(NodeSample::residentBytes) / MB);
    }
}
