package io.everswitch.channel.contract;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.RefundAnswer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what banks said on their own; says that it is durable unless told otherwise. Thread-safe. */
public final class RecordedAnswers implements BankAnswers {
    /** One answer to an attempt. */
    public record Said(String reference, AttemptAnswer answer) {}

    private final List<Said> said = new CopyOnWriteArrayList<>();
    private final List<RefundAnswer> refunds = new CopyOnWriteArrayList<>();
    private volatile CompletionStage<Boolean> durable = CompletableFuture.completedFuture(true);

    /** What the next answers are acknowledged with. */
    public void durable(CompletionStage<Boolean> stage) {
        durable = stage;
    }

    public List<AttemptAnswer> of(String reference) {
        return said.stream()
                .filter(one -> one.reference().equals(reference))
                .map(Said::answer)
                .toList();
    }

    public List<Said> all() {
        return List.copyOf(said);
    }

    @Override
    public CompletionStage<Boolean> attemptAnswered(ChannelId channel, String reference, AttemptAnswer answer) {
        said.add(new Said(reference, answer));
        return durable;
    }

    @Override
    public CompletionStage<Boolean> refundAnswered(ChannelId channel, String reference, RefundAnswer answer) {
        refunds.add(answer);
        return durable;
    }
}
