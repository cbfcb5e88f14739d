package io.everswitch.routing.health;

import io.everswitch.domain.id.ChannelId;

/** The health of all channels at one moment. Thread-safe, no blocking. */
public interface HealthView {
    /** {@link ChannelHealth#FRESH} for a channel that nobody has recorded anything about. */
    ChannelHealth of(ChannelId channel);
}
