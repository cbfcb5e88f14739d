package io.everswitch.node.entity;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.RefundAnswer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what banks say on their own to the payment that owns it, wherever it lives now: the reference names it. */
public final class BankAnswersToPayments implements BankAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(BankAnswersToPayments.class);

    private final ClusterSharding sharding;
    private final Duration timeout;

    /** @param timeout how long a payment may take to make an answer durable before the bank is asked to repeat it */
    public BankAnswersToPayments(ActorSystem<?> system, Duration timeout) {
        this.sharding = ClusterSharding.get(system);
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<Boolean> attemptAnswered(ChannelId channel, String reference, AttemptAnswer answer) {
        return deliver(
                channel,
                reference,
                WireReference.Kind.ATTEMPT,
                ordinal -> new PaymentCommand.AttemptAnswered(ordinal, answer, Evidence.CALLBACK));
    }

    @Override
    public CompletionStage<Boolean> refundAnswered(ChannelId channel, String reference, RefundAnswer answer) {
        return deliver(
                channel,
                reference,
                WireReference.Kind.REFUND,
                ordinal -> new PaymentCommand.RefundAnswered(ordinal, answer));
    }

    private CompletionStage<Boolean> deliver(
            ChannelId channel, String text, WireReference.Kind kind, IntFunction<PaymentCommand> command) {
        WireReference reference;
        try {
            reference = WireReference.parse(text);
        } catch (IllegalArgumentException e) {
            LOG.warn("channel {} speaks of a reference that is not ours: {}", channel, e.getMessage());
            return CompletableFuture.completedFuture(false);
        }
        if (reference.kind() != kind) {
            return CompletableFuture.completedFuture(false);
        }
        PaymentId id = reference.paymentId();
        return sharding.entityRefFor(PaymentEntity.KEY, id.value())
                .<PaymentReply>ask(
                        replyTo -> new PaymentMessage.BankSays(channel, command.apply(reference.ordinal()), replyTo),
                        timeout)
                .handle((reply, failure) -> failure == null && reply.refusal() == null && reply.unavailable() == null);
    }
}
