package io.everswitch.node.control;

import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.domain.port.Router;
import io.everswitch.node.settings.SettingsBoard;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.choice.ChannelRouter;
import io.everswitch.routing.choice.ChannelStatuses;
import io.everswitch.routing.health.HealthView;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routing by the catalog with the settings of the moment over it. A decision goes by one catalog from its beginning to its end;
 * the next one goes by the new settings. Thread-safe.
 */
public final class LiveRouting implements Router, SettingsBoard.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRouting.class);

    private record Current(ChannelCatalog catalog, ChannelRouter router) {}

    private final LiveCatalog live;
    private final ChannelStatuses statuses;
    private final Supplier<HealthView> health;
    private volatile Current current;

    /** @param catalog as the file has it: what counts until settings are heard of */
    public LiveRouting(
            LiveCatalog live, ChannelCatalog catalog, ChannelStatuses statuses, Supplier<HealthView> health) {
        this.live = live;
        this.statuses = statuses;
        this.health = health;
        this.current = of(catalog);
    }

    private Current of(ChannelCatalog catalog) {
        return new Current(catalog, new ChannelRouter(Routes.of(catalog), statuses, health));
    }

    @Override
    public RouteDecision route(RouteRequest request) {
        return current.router().route(request);
    }

    /** The catalog that decisions go by now. */
    public ChannelCatalog catalog() {
        return current.catalog();
    }

    @Override
    public void changed(SettingsView view) {
        try {
            current = of(live.catalog(view.values()));
        } catch (CatalogException e) {
            // They did when they were made: the file of this node is another one. The last ones that did stay.
            LOG.error(
                    "settings version {} do not fit this node's catalog, kept are those before: {}",
                    view.version(),
                    e.getMessage());
        }
    }
}
