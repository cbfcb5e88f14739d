package io.everswitch.domain.port;

import io.everswitch.domain.id.ChannelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param channel the chosen channel; null if none is eligible
 * @param reasons why, compact and for people: how many candidates fell for which rule, and what decided among the rest;
 *     kept with the attempt
 */
public record RouteDecision(@Nullable ChannelId channel, List<String> reasons) {
    public RouteDecision {
        reasons = List.copyOf(reasons);
    }
}
