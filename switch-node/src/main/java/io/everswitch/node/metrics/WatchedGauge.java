package io.everswitch.node.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.function.Supplier;

/** One number that somebody else keeps. Thread-safe if the supplier is. */
final class WatchedGauge extends Collector {
    private final String name;
    private final String help;
    private final Supplier<? extends Number> number;

    WatchedGauge(String name, String help, Supplier<? extends Number> number) {
        this.name = name;
        this.help = help;
        this.number = number;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return List.of(new GaugeMetricFamily(name, help, number.get().doubleValue()));
    }
}
