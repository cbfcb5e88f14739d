package io.everswitch.domain.port;

import io.everswitch.domain.id.ChannelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param channel the chosen channel; null if none is eligible
 * @param reasons why, compact and for people: how many candidates fell for which rule, and what decided among the rest;
 *     kept with the attempt
 * @param grounds the same in full for whoever asks later: candidates with their figures, who fell for what, as a text of bounded length that
 *     only the router reads; kept with the attempt; empty if the router keeps none
 */
public record RouteDecision(@Nullable ChannelId channel, List<String> reasons, String grounds) {
    /** Without grounds. */
    public RouteDecision(@Nullable ChannelId channel, List<String> reasons) {
        this(channel, reasons, "");
    }

    public RouteDecision {
        reasons = List.copyOf(reasons);
    }
}
