package io.everswitch.routing.choice;

import io.everswitch.domain.id.ChannelId;

/** Whether channels could send right now. Called for every candidate of every decision: nanoseconds, no lock. */
public interface ChannelStatuses {
    boolean isUp(ChannelId channel);
}
