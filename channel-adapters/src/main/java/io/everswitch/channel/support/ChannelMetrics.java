package io.everswitch.channel.support;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;

/**
 * Hears what the channels live through, to count it. Called on Netty's threads: it must be thread-safe, must not block and
 * must not throw. Nothing that is passed here is secret.
 */
public interface ChannelMetrics {
    /** Hears nothing. */
    ChannelMetrics NONE = new ChannelMetrics() {};

    /** @param latencyNanos from the call to its completion */
    default void attemptAnswered(ChannelId channel, AttemptAnswer.Kind kind, String rawCode, long latencyNanos) {}

    default void reversalAnswered(ChannelId channel, ReversalAnswer.Kind kind, String rawCode, long latencyNanos) {}

    default void refundAnswered(ChannelId channel, RefundAnswer.Kind kind, String rawCode, long latencyNanos) {}

    /** An answer came after its request had been completed, and was handed on. */
    default void lateAnswer(ChannelId channel) {}

    /** An answer belongs to nothing that we asked, or names other ids than we sent: it was ignored. */
    default void unmatchedAnswer(ChannelId channel) {}

    /** The bank used a code that the channel's map does not hold; taken as UNKNOWN. */
    default void unmappedCode(ChannelId channel, String rawCode) {}

    /** @param what one word: frame, message, tpdu … */
    default void protocolError(ChannelId channel, String what) {}

    /** A connection is ready for payments: connected, and signed on where the protocol has that. */
    default void connected(ChannelId channel) {}

    /** A connection was lost, or could not be made; it will be tried again. */
    default void disconnected(ChannelId channel, String reason) {}
}
