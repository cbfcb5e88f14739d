package io.everswitch.domain.port;

import io.everswitch.domain.id.ChannelId;

/** The channels of this node, by id. */
public interface Channels {
    /** @throws IllegalArgumentException if the catalog has no such channel */
    ChannelPort get(ChannelId id);
}
