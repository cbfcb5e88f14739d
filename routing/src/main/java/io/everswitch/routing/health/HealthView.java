package io.everswitch.routing.health;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;

/** The health of all channels at one moment. Thread-safe, no blocking. */
public interface HealthView {
    /** {@link ChannelHealth#FRESH} for a channel that nobody has recorded anything about. */
    ChannelHealth of(ChannelId channel);

    /** For payments by one method: the worse of the channel and the method at it. */
    default ChannelHealth of(ChannelId channel, MeansKind method) {
        return of(channel);
    }

    /** Why a channel is as it is for payments by a method, in words; empty if nobody knows. */
    default String reason(ChannelId channel, MeansKind method) {
        return "";
    }
}
