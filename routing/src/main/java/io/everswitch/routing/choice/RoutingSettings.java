package io.everswitch.routing.choice;

import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.rule.Rule;
import io.everswitch.routing.score.Strategy;
import java.util.List;

/**
 * What decisions go by: one snapshot per decision.
 *
 * @param version of the settings it was made from; 0: the catalog alone. Told in every decision's reasons
 * @param rules in the order in which they are asked
 */
public record RoutingSettings(
        long version, RoutingTable table, Degradations degradations, List<Rule> rules, Strategy strategy) {
    public RoutingSettings {
        rules = List.copyOf(rules);
    }

    public static RoutingSettings of(RoutingTable table) {
        return new RoutingSettings(0, table, Degradations.NONE, List.of(), Strategy.DEFAULT);
    }
}
