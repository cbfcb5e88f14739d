package io.everswitch.routing.choice;

import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.score.Strategy;

/**
 * What decisions go by: one snapshot per decision.
 *
 * @param version of the settings it was made from; 0: the catalog alone. Told in every decision's reasons
 */
public record RoutingSettings(long version, RoutingTable table, Degradations degradations, Strategy strategy) {
    public static RoutingSettings of(RoutingTable table) {
        return new RoutingSettings(0, table, Degradations.NONE, Strategy.DEFAULT);
    }
}
