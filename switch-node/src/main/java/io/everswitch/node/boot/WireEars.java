package io.everswitch.node.boot;

import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import io.everswitch.node.control.UnmappedCodes;

/** What the adapters tell, for the metrics; unmapped codes for operators too. Thread-safe. */
final class WireEars implements ChannelMetrics {
    private final ChannelMetrics metrics;
    private final UnmappedCodes unmapped;

    WireEars(ChannelMetrics metrics, UnmappedCodes unmapped) {
        this.metrics = metrics;
        this.unmapped = unmapped;
    }

    @Override
    public void unmappedCode(ChannelId channel, String rawCode) {
        metrics.unmappedCode(channel, rawCode);
        unmapped.said(channel, rawCode);
    }

    @Override
    public void attemptAnswered(ChannelId channel, AttemptAnswer.Kind kind, String rawCode, long latencyNanos) {
        metrics.attemptAnswered(channel, kind, rawCode, latencyNanos);
    }

    @Override
    public void reversalAnswered(ChannelId channel, ReversalAnswer.Kind kind, String rawCode, long latencyNanos) {
        metrics.reversalAnswered(channel, kind, rawCode, latencyNanos);
    }

    @Override
    public void refundAnswered(ChannelId channel, RefundAnswer.Kind kind, String rawCode, long latencyNanos) {
        metrics.refundAnswered(channel, kind, rawCode, latencyNanos);
    }

    @Override
    public void lateAnswer(ChannelId channel) {
        metrics.lateAnswer(channel);
    }

    @Override
    public void unmatchedAnswer(ChannelId channel) {
        metrics.unmatchedAnswer(channel);
    }

    @Override
    public void protocolError(ChannelId channel, String what) {
        metrics.protocolError(channel, what);
    }

    @Override
    public void connected(ChannelId channel) {
        metrics.connected(channel);
    }

    @Override
    public void disconnected(ChannelId channel, String reason) {
        metrics.disconnected(channel, reason);
    }
}
