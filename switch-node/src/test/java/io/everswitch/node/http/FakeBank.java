package io.everswitch.node.http;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One channel that answers as the last two digits of the amount say: 51 declines, 68 nobody knows, others approve. */
final class FakeBank implements ChannelPort {
    static final ChannelId ID = new ChannelId("fake-1");

    private final ChannelProfile profile = new ChannelProfile(
            ID,
            new BankId("bank-1"),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            ChannelProfile.Resolution.QUERY,
            List.of(Duration.ofSeconds(60)));

    @Override
    public ChannelProfile profile() {
        return profile;
    }

    @Override
    public WireIds allocate(String reference, Instant now) {
        return new WireIds(reference, "", "", "");
    }

    @Override
    public CompletionStage<AttemptAnswer> send(AttemptRequest request) {
        return CompletableFuture.completedFuture(
                switch ((int) (request.amount().minor() % 100)) {
                    case 51 -> new AttemptAnswer(AttemptAnswer.Kind.DECLINED_FINAL, "51", "", null, "no funds");
                    case 68 -> AttemptAnswer.unknown("timeout", "no answer");
                    default -> new AttemptAnswer(AttemptAnswer.Kind.APPROVED, "00", "b1", request.amount(), "");
                });
    }

    @Override
    public CompletionStage<QueryAnswer> query(QueryRequest request) {
        return CompletableFuture.completedFuture(QueryAnswer.noAnswer("timeout"));
    }

    @Override
    public CompletionStage<ReversalAnswer> reverse(ReversalRequest request) {
        return CompletableFuture.completedFuture(ReversalAnswer.noAnswer("timeout"));
    }

    @Override
    public CompletionStage<RefundAnswer> refund(RefundRequest request) {
        return CompletableFuture.completedFuture(new RefundAnswer(RefundAnswer.Kind.DONE, "00", "r1"));
    }

    @Override
    public ChannelStatus status() {
        return new ChannelStatus(true, 0, "");
    }
}
