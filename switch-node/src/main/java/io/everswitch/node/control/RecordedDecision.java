package io.everswitch.node.control;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.RouteRequest;
import org.jspecify.annotations.Nullable;

/**
 * A decision of this node, as it was asked for and made.
 *
 * @param chosen null: no channel was left
 * @param atMs when, epoch milliseconds
 */
public record RecordedDecision(
        RouteRequest request, @Nullable ChannelId chosen, long atMs) {}
