package io.everswitch.node.control;

import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.routing.choice.RoutedChannel;
import io.everswitch.routing.choice.RoutingTable;
import java.util.List;

/** What routing is told of the catalog. */
final class Routes {
    private Routes() {}

    static RoutingTable of(ChannelCatalog catalog) {
        List<RoutedChannel> channels =
                catalog.channels().stream().map(Routes::routed).toList();
        return RoutingTable.of(channels);
    }

    private static RoutedChannel routed(ChannelEntry entry) {
        return new RoutedChannel(
                entry.id(),
                entry.bank(),
                entry.methods(),
                entry.brands(),
                entry.currencies(),
                entry.amountMin(),
                entry.amountMax(),
                entry.weight(),
                entry.feeFixedMinor(),
                entry.feeBasisPoints(),
                entry.enabled(),
                entry.realBank());
    }
}
