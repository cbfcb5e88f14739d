package io.everswitch.node.metrics;

import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;

/**
 * The figures of the wire to the banks, as the adapters tell them. Banks' codes and reasons are no labels: a bank could send
 * any number of them; they are in the attempts and the logs. Thread-safe, quick, never throws.
 */
final class WireMeters implements ChannelMetrics {
    private final ChannelMeters channels;
    private final Counter requests;
    private final Counter events;
    private final Histogram seconds;

    WireMeters(CollectorRegistry registry, ChannelMeters channels) {
        this.channels = channels;
        requests = Counter.build("everswitch_bank_requests", "Requests to banks by what became of them on the wire.")
                .labelNames("channel", "request", "answer")
                .register(registry);
        events = Counter.build("everswitch_bank_events", "What else happened on the wire to a bank.")
                .labelNames("channel", "event")
                .register(registry);
        seconds = Histogram.build("everswitch_bank_request_seconds", "Call of a channel to its completion.")
                .labelNames("request")
                .buckets(Buckets.BANK_SECONDS)
                .register(registry);
    }

    @Override
    public void attemptAnswered(ChannelId channel, AttemptAnswer.Kind kind, String rawCode, long latencyNanos) {
        answered(channel, "attempt", kind.name(), latencyNanos);
    }

    @Override
    public void reversalAnswered(ChannelId channel, ReversalAnswer.Kind kind, String rawCode, long latencyNanos) {
        answered(channel, "reversal", kind.name(), latencyNanos);
    }

    @Override
    public void refundAnswered(ChannelId channel, RefundAnswer.Kind kind, String rawCode, long latencyNanos) {
        answered(channel, "refund", kind.name(), latencyNanos);
    }

    @Override
    public void lateAnswer(ChannelId channel) {
        event(channel, "late_answer");
    }

    @Override
    public void unmatchedAnswer(ChannelId channel) {
        event(channel, "unmatched_answer");
    }

    @Override
    public void unmappedCode(ChannelId channel, String rawCode) {
        event(channel, "unmapped_code");
    }

    @Override
    public void protocolError(ChannelId channel, String what) {
        event(channel, "protocol_error");
    }

    @Override
    public void connected(ChannelId channel) {
        event(channel, "connected");
    }

    @Override
    public void disconnected(ChannelId channel, String reason) {
        event(channel, "disconnected");
    }

    private void answered(ChannelId channel, String request, String answer, long nanos) {
        requests.labels(channels.name(channel), request, answer).inc();
        seconds.labels(request).observe(Buckets.seconds(nanos));
    }

    private void event(ChannelId channel, String event) {
        events.labels(channels.name(channel), event).inc();
    }
}
