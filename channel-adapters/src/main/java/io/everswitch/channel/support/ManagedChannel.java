package io.everswitch.channel.support;

import io.everswitch.domain.port.ChannelPort;
import java.util.concurrent.CompletionStage;

/**
 * A channel with a life: made cold, started once, closed once. Before {@link #start} and after {@link #close} it refuses
 * everything as a channel that is not connected does. Thread-safe; neither method blocks.
 */
public interface ManagedChannel extends ChannelPort {
    /** Begins to connect and to stay connected. The second call does nothing. */
    void start();

    /**
     * Takes nothing new, waits for what is in flight at most as long as an answer may take, then lets go of the bank. What
     * is still unanswered then is UNKNOWN. The stage completes normally when nothing of the channel runs any more.
     */
    CompletionStage<Void> close();
}
