package io.everswitch.node.entity;

import static java.util.Objects.requireNonNull;

import io.everswitch.domain.payment.Payment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorSource;

/** A stream of what a merchant can see of one payment, from the payment's actor, over its restarts and moves. */
final class PaymentWatching {
    /** States that a slow reader may be behind; older ones are dropped, the last one never is. */
    private static final int BUFFER = 16;

    /** The watch is renewed this often: an actor that restarted elsewhere does not know who watched. */
    private static final Duration RENEW = Duration.ofSeconds(2);

    private PaymentWatching() {}

    static Source<Payment, NotUsed> source(ActorSystem<?> system, EntityRef<PaymentMessage> payment) {
        return ActorSource.<PaymentWatch>actorRef(
                        message -> message.payment() == null,
                        message -> Optional.empty(),
                        BUFFER,
                        OverflowStrategy.dropHead())
                .mapMaterializedValue(watcher -> renew(system, payment, watcher))
                .watchTermination((renewal, done) -> {
                    done.whenComplete((ok, failure) -> renewal.cancel());
                    return NotUsed.getInstance();
                })
                .map(message -> requireNonNull(message.payment()))
                .statefulMap(
                        () -> "",
                        (last, next) -> {
                            String seen = visible(next);
                            List<Payment> out = seen.equals(last) ? List.of() : List.of(next);
                            return Pair.create(seen, out);
                        },
                        last -> Optional.empty())
                .mapConcat(payments -> payments);
    }

    private static Cancellable renew(
            ActorSystem<?> system, EntityRef<PaymentMessage> payment, ActorRef<PaymentWatch> watcher) {
        return system.scheduler()
                .scheduleAtFixedRate(
                        Duration.ZERO,
                        RENEW,
                        () -> payment.tell(new PaymentMessage.Watch(watcher)),
                        system.executionContext());
    }

    private static String visible(Payment payment) {
        return payment.status() + "|" + payment.outcomeCode() + "|"
                + payment.attempts().size() + "|" + payment.refundedAmount() + "|" + payment.statusReason();
    }
}
