package io.everswitch.node.control;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;

/**
 * How often attempts through a channel succeed, as this node has seen it.
 *
 * @param rate drawn toward the prior, 0 … 1
 * @param results behind it, older ones counting less
 */
public record SeenRate(ChannelId channel, MeansKind method, double rate, double results) {}
