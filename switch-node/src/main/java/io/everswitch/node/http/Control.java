package io.everswitch.node.http;

import io.everswitch.domain.port.RouteRequest;
import io.everswitch.node.control.Preview;
import io.everswitch.node.control.RecordedDecision;
import io.everswitch.node.control.SeenRate;
import io.everswitch.node.control.UnmappedCodes;
import io.everswitch.node.settings.SettingsCommand;
import io.everswitch.node.settings.SettingsHistory;
import io.everswitch.node.settings.SettingsReply;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.choice.Explanation;
import io.everswitch.routing.health.HealthEvent;
import io.everswitch.routing.health.HealthReport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What operators steer the switch with. Thread-safe, never blocks; stages fail if nobody answered in time. */
public interface Control {
    /**
     * One channel as this node sees it now.
     *
     * @param enabled whether routing may choose it, as far as the settings go
     * @param weight its part of the traffic beside its peers
     * @param changed the keys whose values are not the catalog's
     * @param level health in traffic-light words
     * @param sharePercent how much of its weight its health leaves it, 0 … 100
     * @param faultyPercent of the results in the health window
     * @param results in the health window
     * @param up whether it could send now
     * @param why not up; empty otherwise
     * @param inFlight requests that wait for an answer
     */
    record ChannelReport(
            String id,
            String bank,
            boolean enabled,
            int weight,
            List<String> changed,
            String level,
            int sharePercent,
            int faultyPercent,
            int results,
            boolean up,
            String why,
            int inFlight) {}

    /** What this node goes by. */
    SettingsView view();

    /**
     * What changes would do to the attempts of the last minutes at this node. Takes some milliseconds.
     *
     * @param set path → JSON value as text, as in a change
     * @throws UnfitSettings if a change would be refused for its values
     */
    Preview preview(Map<String, String> set);

    CompletionStage<SettingsReply> command(SettingsCommand command);

    /** @see io.everswitch.node.settings.Settings#history */
    CompletionStage<SettingsHistory> history(long before, int limit);

    List<ChannelReport> channels();

    /** Codes that banks sent to this node and no map holds, the most frequent first. */
    List<UnmappedCodes.Unmapped> unmappedCodes();
    /**
     * How a channel does by all nodes' results, and what became of it lately.
     *
     * @param reports the whole channel first, then its methods if it has several; empty if there is no such channel
     * @param events newest first, as this node judged
     */
    record HealthStory(List<HealthReport> reports, List<HealthEvent> events) {
        public static final HealthStory NONE = new HealthStory(List.of(), List.of());

        public HealthStory {
            reports = List.copyOf(reports);
            events = List.copyOf(events);
        }
    }

    /** {@link HealthStory#NONE} for a channel that is not in the catalog. */
    default HealthStory health(String channel) {
        return HealthStory.NONE;
    }

    /** What routing would decide for a request now at this node, and why for each channel. */
    Explanation explain(RouteRequest request);

    /** The last decisions of this node, the oldest first. */
    List<RecordedDecision> decisions();

    /** How often attempts succeed by channel and method, where this node has seen any. */
    default List<SeenRate> rates() {
        return List.of();
    }
}
