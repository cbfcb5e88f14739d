package io.everswitch.node.metrics;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.ChannelStatus;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.health.HealthView;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks every channel how it is when somebody scrapes: nothing to keep up to date, and never stale. Thread-safe. */
final class ChannelGauges extends Collector {
    private final List<ChannelId> channels;
    private final Function<ChannelId, ChannelStatus> statuses;
    private final Supplier<HealthView> health;

    ChannelGauges(List<ChannelId> channels, Function<ChannelId, ChannelStatus> statuses, Supplier<HealthView> health) {
        this.channels = List.copyOf(channels);
        this.statuses = statuses;
        this.health = health;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<String> labels = List.of("channel");
        GaugeMetricFamily up = new GaugeMetricFamily(
                "everswitch_channel_up", "1 if an attempt could be sent through the channel now.", labels);
        GaugeMetricFamily inFlight = new GaugeMetricFamily(
                "everswitch_channel_in_flight", "Requests that wait for the bank's answer.", labels);
        GaugeMetricFamily share = new GaugeMetricFamily(
                "everswitch_channel_share_ratio",
                "Part of its weight that health leaves the channel: 1 green, 0 red.",
                labels);
        HealthView view = health.get();
        for (ChannelId channel : channels) {
            List<String> name = List.of(channel.value());
            ChannelStatus status = statuses.apply(channel);
            ChannelHealth now = view.of(channel);
            up.addMetric(name, status.up() ? 1 : 0);
            inFlight.addMetric(name, status.inFlight());
            share.addMetric(name, now.sharePercent() / 100.0);
        }
        return List.of(up, inFlight, share);
    }
}
