package io.everswitch.node.entity;

import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Who waits for news of one payment. Bounded; belongs to one actor and its thread. */
final class Audience {
    private final int waitersMax;
    private final int watchersMax;
    private final List<PaymentMessage.Await> waiters = new ArrayList<>(2);
    private final Set<ActorRef<PaymentWatch>> watchers = new LinkedHashSet<>(2);

    Audience(EntitySettings settings) {
        this.waitersMax = settings.waitersMax();
        this.watchersMax = settings.watchersMax();
    }

    static boolean isSettled(Payment payment) {
        return payment.status().isFinal() || payment.status() == PaymentStatus.REQUIRES_ACTION;
    }

    /** Answers at once if there is nothing to wait for, or no room: the caller then sees the payment as it is. */
    void await(PaymentMessage.Await await, @Nullable Payment payment, Instant now) {
        forgetLate(now);
        if (payment == null || isSettled(payment) || waiters.size() >= waitersMax) {
            await.replyTo().tell(Replies.asItIs(payment));
        } else {
            waiters.add(await);
        }
    }

    /** @return whether the watcher is new and was told the payment; a full house is told that nothing will come */
    boolean watch(ActorRef<PaymentWatch> watcher, @Nullable Payment payment) {
        if (watchers.contains(watcher)) {
            return false;
        }
        watcher.tell(new PaymentWatch(payment));
        if (payment == null || watchers.size() >= watchersMax) {
            watcher.tell(new PaymentWatch(null));
            return false;
        }
        if (payment.status().isFinal()) {
            watcher.tell(new PaymentWatch(null));
            return false;
        }
        return watchers.add(watcher);
    }

    void unwatch(ActorRef<PaymentWatch> watcher) {
        watchers.remove(watcher);
    }

    void changed(Payment payment) {
        for (ActorRef<PaymentWatch> watcher : watchers) {
            watcher.tell(new PaymentWatch(payment));
            if (payment.status().isFinal()) {
                watcher.tell(new PaymentWatch(null));
            }
        }
        if (payment.status().isFinal()) {
            watchers.clear();
        }
        if (!waiters.isEmpty() && isSettled(payment)) {
            waiters.forEach(waiter -> waiter.replyTo().tell(Replies.asItIs(payment)));
            waiters.clear();
        }
    }

    /** Whether nobody waits or watches any more; whoever's time is over has had the payment as it is. */
    boolean isEmpty(Instant now) {
        forgetLate(now);
        return waiters.isEmpty() && watchers.isEmpty();
    }

    private void forgetLate(Instant now) {
        waiters.removeIf(waiter -> waiter.until().isBefore(now));
    }
}
