package io.everswitch.node.entity;

import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.ChannelStatus;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalAnswer;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.WireIds;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** A channel that says what the test tells it to, and nothing by itself. Thread-safe. */
record ScriptedChannel(ChannelProfile profile, Calls calls) implements ChannelPort {
    @Override
    public WireIds allocate(String reference, Instant now) {
        return new WireIds(reference, "000001", "000000000001", "1122120000");
    }

    @Override
    public CompletionStage<AttemptAnswer> send(AttemptRequest request) {
        return call(Call.Kind.SEND, request.ids(), request).thenApply(AttemptAnswer.class::cast);
    }

    @Override
    public CompletionStage<QueryAnswer> query(QueryRequest request) {
        return call(Call.Kind.QUERY, request.ids(), request).thenApply(QueryAnswer.class::cast);
    }

    @Override
    public CompletionStage<ReversalAnswer> reverse(ReversalRequest request) {
        return call(Call.Kind.REVERSE, request.ids(), request).thenApply(ReversalAnswer.class::cast);
    }

    @Override
    public CompletionStage<RefundAnswer> refund(RefundRequest request) {
        return call(Call.Kind.REFUND, request.ids(), request).thenApply(RefundAnswer.class::cast);
    }

    @Override
    public ChannelStatus status() {
        return new ChannelStatus(true, 0, "");
    }

    private CompletionStage<Object> call(Call.Kind kind, WireIds ids, Object request) {
        return calls.add(Call.of(kind, ids.reference(), request)).answer();
    }
}
