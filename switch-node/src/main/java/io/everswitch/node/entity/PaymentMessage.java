package io.everswitch.node.entity;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the actor of a payment is told. */
sealed interface PaymentMessage {
    /**
     * A command from outside.
     *
     * @param cvc with a confirmation: kept in memory for the attempts of this confirmation, never journaled
     */
    record Do(PaymentCommand command, @Nullable Sealed cvc, ActorRef<PaymentReply> replyTo) implements PaymentMessage {}

    /** What an effect came to; nobody waits for an answer. */
    record EffectDone(PaymentCommand command) implements PaymentMessage {}

    /** A bank speaks on its own; answered once it is durable. Refused if the reference is another channel's. */
    record BankSays(ChannelId channel, PaymentCommand command, ActorRef<PaymentReply> replyTo)
            implements PaymentMessage {
        /** Whether this channel may speak about that attempt or refund: a bank's signature is good for its own only. */
        boolean isAbout(Payment payment) {
            int attempt = 0;
            if (command instanceof PaymentCommand.AttemptAnswered answered) {
                attempt = answered.attempt();
            } else if (command instanceof PaymentCommand.RefundAnswered answered) {
                int refund = answered.refund();
                attempt = refund <= payment.refunds().size()
                        ? payment.refund(refund).attempt()
                        : 0;
            }
            return attempt >= 1
                    && attempt <= payment.attempts().size()
                    && payment.attempt(attempt).channel().equals(channel);
        }
    }

    record Get(ActorRef<PaymentReply> replyTo) implements PaymentMessage {}

    /** Answered once the payment is settled; not at all after {@code until}. */
    record Await(Instant until, ActorRef<PaymentReply> replyTo) implements PaymentMessage {}

    /** Tell this watcher the payment now and after each change; the same watcher again changes nothing. */
    record Watch(ActorRef<PaymentWatch> watcher) implements PaymentMessage {}

    record Unwatch(ActorRef<PaymentWatch> watcher) implements PaymentMessage {}

    /** Something may be due: from the sweeper, also to payments that have no actor at the moment. */
    record WakeUp() implements PaymentMessage {}

    /** The actor's own timer: something is due, or it has been idle. */
    record Alarm() implements PaymentMessage {}

    /** The attempt that was in flight when the last actor of this payment went away has lost its sender. */
    record SenderLost(int attempt) implements PaymentMessage {}

    /** Sharding: stop now; whoever takes over finds everything in the journal. */
    record Stop() implements PaymentMessage {}
}
