package io.everswitch.channel.support;

import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.ChannelProfile;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A channel with a life: made cold, started once, closed once. Before {@link #start} and after {@link #close} it refuses
 * everything as a channel that is not connected does. Thread-safe; neither method blocks.
 */
public interface ManagedChannel extends ChannelPort {
    /** Begins to connect and to stay connected. The second call does nothing. */
    void start();

    /**
     * What is begun from now on goes by these; what is under way ends as it began.
     *
     * @param profile of the same channel, with the same means of resolution: that it was made for
     * @param bounds where fewer attempts may be in flight than are, nothing new begins until enough of them have ended
     * @param overrides what the channel says of codes beside its family's table
     * @throws IllegalArgumentException if a code may not mean that in this family
     */
    void become(ChannelProfile profile, ChannelBounds bounds, Map<String, AttemptAnswer.Kind> overrides);

    /**
     * Takes nothing new, waits for what is in flight at most as long as an answer may take, then lets go of the bank. What
     * is still unanswered then is UNKNOWN. The stage completes normally when nothing of the channel runs any more.
     */
    CompletionStage<Void> close();
}
