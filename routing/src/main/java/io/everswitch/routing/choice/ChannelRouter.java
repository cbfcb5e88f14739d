package io.everswitch.routing.choice;

import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.domain.port.Router;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.health.HealthView;
import java.util.List;
import java.util.function.Supplier;

/**
 * Chooses the channel of an attempt: drops what may not be used, counts why, and lets the weights decide among the rest.
 * The same request with the same table, statuses and health always gets the same answer. Thread-safe; every decision reads
 * the health of one moment.
 */
public final class ChannelRouter implements Router {
    private final RoutingTable table;
    private final ChannelStatuses statuses;
    private final Supplier<HealthView> health;

    /** @param health asked once per decision, for the view of that moment */
    public ChannelRouter(RoutingTable table, ChannelStatuses statuses, Supplier<HealthView> health) {
        this.table = table;
        this.statuses = statuses;
        this.health = health;
    }

    @Override
    public RouteDecision route(RouteRequest request) {
        RoutingTable.Drawer drawer =
                table.drawer(request.method(), request.amount().currencyCode(), request.bank());
        HealthView view = health.get();
        Candidates candidates = new Candidates(drawer, request);
        List<RoutedChannel> channels = drawer.channels();
        for (int i = 0; i < channels.size(); i++) {
            RoutedChannel channel = channels.get(i);
            if (candidates.passesRules(channel)) {
                if (statuses.isUp(channel.id())) {
                    ChannelHealth channelHealth = view.of(channel.id());
                    candidates.add(channel, channelHealth);
                } else {
                    candidates.down();
                }
            }
        }
        return candidates.decide();
    }
}
