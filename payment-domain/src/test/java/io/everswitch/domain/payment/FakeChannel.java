package io.everswitch.domain.payment;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A channel that the rules may look at, but never send through. */
final class FakeChannel implements ChannelPort {
    static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);
    static final Duration SEND_WINDOW = Duration.ofSeconds(3);
    static final Duration CALLBACK_TIMEOUT = Duration.ofSeconds(30);
    static final List<Duration> LADDER = List.of(Duration.ofSeconds(1), Duration.ofSeconds(7), Duration.ofSeconds(20));

    private final ChannelProfile profile;

    FakeChannel(String id, ChannelProfile.Resolution resolution) {
        profile = new ChannelProfile(
                new ChannelId(id),
                new BankId("bank-" + id),
                RESPONSE_TIMEOUT,
                SEND_WINDOW,
                CALLBACK_TIMEOUT,
                resolution,
                LADDER);
    }

    @Override
    public ChannelProfile profile() {
        return profile;
    }

    @Override
    public WireIds allocate(String reference, Instant now) {
        return new WireIds(reference, "000001", "000000000001", "1122150000");
    }

    @Override
    public ChannelStatus status() {
        return new ChannelStatus(true, 0, "");
    }

    @Override
    public CompletionStage<AttemptAnswer> send(AttemptRequest request) {
        throw impure();
    }

    @Override
    public CompletionStage<QueryAnswer> query(QueryRequest request) {
        throw impure();
    }

    @Override
    public CompletionStage<ReversalAnswer> reverse(ReversalRequest request) {
        throw impure();
    }

    @Override
    public CompletionStage<RefundAnswer> refund(RefundRequest request) {
        throw impure();
    }

    private static AssertionError impure() {
        return new AssertionError("the rules must not send");
    }
}
