package io.everswitch.routing.choice;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.RouteDecision;
import java.util.List;

/**
 * What would be decided for a request now, and why for each channel. Nothing is counted against any rate.
 *
 * @param version of the settings
 * @param channels in the order of their ids
 */
public record Explanation(RouteDecision decision, long version, List<Line> channels) {
    public Explanation {
        channels = List.copyOf(channels);
    }

    /**
     * One channel.
     *
     * @param why it fell, in one word as the reasons of a decision have it (bank, currency, amount, stopped …); empty: it could be
     *     chosen
     * @param verdict of operators: free, preferred, drained, capped, stopped
     * @param health in words
     * @param rate of success, 0 … 1
     * @param worth rate × amount − fee, in minor units
     */
    public record Line(
            ChannelId channel, String why, String verdict, int weight, String health, double rate, double worth) {}
}
