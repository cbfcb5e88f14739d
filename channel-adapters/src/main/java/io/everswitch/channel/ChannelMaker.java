package io.everswitch.channel;

import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.channel.support.ManagedChannel;

/** Makes the channels of one family in one process. Single-threaded; it may block, at start only. */
@FunctionalInterface
public interface ChannelMaker {
    /**
     * @return a channel that is not started yet
     * @throws IllegalStateException if a secret cannot be read; the message says which, never what
     */
    ManagedChannel create(ChannelEntry entry);
}
