package io.everswitch.routing.choice;

import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.HealthView;

/**
 * What one decision goes by from its beginning to its end.
 *
 * @param node who decides; empty if that does not matter
 */
record Moment(String node, RoutingSettings settings, HealthView health, RateShare share, long nowMs) {
    Degradations.Verdict verdict(RoutedChannel channel, RouteRequest request) {
        return settings.degradations().verdict(channel.id(), channel.bank(), request, share, nowMs);
    }

    /** The degradation by which a channel is stopped, capped, drained or preferred; empty if there is none. */
    String degradation(RoutedChannel channel, RouteRequest request, Degradations.Verdict verdict) {
        return settings.degradations().cause(channel.id(), channel.bank(), request, share, nowMs, verdict);
    }
}
