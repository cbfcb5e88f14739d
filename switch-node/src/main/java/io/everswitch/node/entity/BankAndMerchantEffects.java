package io.everswitch.node.entity;

import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Effect;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.Refund;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.Channels;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Effects carried out for real: through the channel adapters to the banks, through the notifier to the merchants. A state counts
 * the try that goes out now; the ports are told how many went before it.
 */
public final class BankAndMerchantEffects implements Effects {
    private static final Logger LOG = LoggerFactory.getLogger(BankAndMerchantEffects.class);

    private final Channels channels;
    private final AttemptGate gate;
    private final MerchantNotifier notifier;
    private final AtomicInteger running = new AtomicInteger();

    public BankAndMerchantEffects(Channels channels, AttemptGate gate, MerchantNotifier notifier) {
        this.channels = channels;
        this.gate = gate;
        this.notifier = notifier;
    }

    /** How many effects have begun and not come to anything yet: a graceful stop waits for them. */
    public int running() {
        return running.get();
    }

    @Override
    public void run(
            Effect effect, Payment payment, @Nullable Sealed cvc, long causedAtNanos, Consumer<PaymentCommand> done) {
        if (effect instanceof Effect.SendAttempt send) {
            sendAttempt(payment, payment.attempt(send.attempt()), cvc, done);
        } else if (effect instanceof Effect.QueryAttempt query) {
            Attempt attempt = payment.attempt(query.attempt());
            follow(
                    payment,
                    () -> channels.get(attempt.channel())
                            .query(new QueryRequest(attempt.ids(), attempt.amount(), attempt.bankReference())),
                    answer -> new PaymentCommand.QueryAnswered(attempt.ordinal(), answer),
                    done);
        } else if (effect instanceof Effect.ReverseAttempt reverse) {
            Attempt attempt = payment.attempt(reverse.attempt());
            follow(
                    payment,
                    () -> channels.get(attempt.channel())
                            .reverse(new ReversalRequest(
                                    attempt.ids(),
                                    attempt.amount(),
                                    attempt.means(),
                                    attempt.bankReference(),
                                    attempt.tries() - 1)),
                    answer -> new PaymentCommand.ReversalAnswered(attempt.ordinal(), answer),
                    done);
        } else if (effect instanceof Effect.SendRefund send) {
            sendRefund(payment, payment.refund(send.refund()), done);
        } else if (effect instanceof Effect.Notify notify) {
            follow(
                    payment,
                    () -> notifier.send(payment, payment.notification(notify.sequence()), causedAtNanos),
                    result -> new PaymentCommand.NotificationAnswered(notify.sequence(), result),
                    done);
        }
    }

    private void sendAttempt(Payment payment, Attempt attempt, @Nullable Sealed cvc, Consumer<PaymentCommand> done) {
        follow(
                payment,
                () -> gate.admit(payment, attempt)
                        .thenCompose(refusal -> refusal.<CompletionStage<AttemptAnswer>>map(
                                        CompletableFuture::completedFuture)
                                .orElseGet(() -> channels.get(attempt.channel()).send(request(payment, attempt, cvc)))),
                answer -> new PaymentCommand.AttemptAnswered(attempt.ordinal(), answer, Evidence.ANSWER),
                done);
    }

    private static AttemptRequest request(Payment payment, Attempt attempt, @Nullable Sealed cvc) {
        return new AttemptRequest(
                attempt.ids(),
                attempt.amount(),
                attempt.means(),
                cvc,
                attempt.sendBy(),
                payment.description(),
                payment.shadow());
    }

    private void sendRefund(Payment payment, Refund refund, Consumer<PaymentCommand> done) {
        Attempt attempt = payment.attempt(refund.attempt());
        follow(
                payment,
                () -> channels.get(attempt.channel())
                        .refund(new RefundRequest(
                                refund.ids(),
                                attempt.ids(),
                                refund.amount(),
                                attempt.means(),
                                attempt.bankReference(),
                                refund.tries() - 1)),
                answer -> new PaymentCommand.RefundAnswered(refund.ordinal(), answer),
                done);
    }

    /**
     * A stage that fails, or a call that throws, is a bug or a channel that left the catalog: told loudly, and the payment's
     * due time brings the obligation up again. An attempt then becomes UNKNOWN by its answer-by time, never NOT_SENT: we
     * cannot know how far the adapter came.
     */
    private <A> void follow(
            Payment payment, Call<A> call, Function<A, PaymentCommand> result, Consumer<PaymentCommand> done) {
        running.incrementAndGet();
        try {
            call.begin().whenComplete((answer, failure) -> {
                try {
                    if (failure == null) {
                        done.accept(result.apply(answer));
                    } else {
                        LOG.error("effect of payment {} failed: {}", payment.id(), failure.toString());
                    }
                } finally {
                    // Only now: a graceful stop that sees none running finds what they came to with their payments.
                    running.decrementAndGet();
                }
            });
        } catch (RuntimeException e) {
            running.decrementAndGet();
            LOG.error("effect of payment {} could not begin: {}", payment.id(), e.toString());
        }
    }

    /** Begins something that answers later. */
    private interface Call<A> {
        CompletionStage<A> begin();
    }
}
