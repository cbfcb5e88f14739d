package io.everswitch.node.entity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Who asked a payment's actor before it had read its facts. If the journal does not let it read them (sick, in doubt), these are
 * told at once that nothing was done, and what they asked is not carried out later. Belongs to one actor and its thread; bounded
 * by the actor's stash.
 */
final class Unrecovered extends BehaviorInterceptor<PaymentMessage, PaymentMessage> {
    /** As many as the stash holds; more are dropped there and time out. */
    private static final int MAX = 256;

    private final List<PaymentMessage> waiting = new ArrayList<>(2);
    private final Set<PaymentMessage> told = Collections.newSetFromMap(new IdentityHashMap<>(2));
    private boolean recovered;
    private boolean failed;

    Unrecovered() {
        super(PaymentMessage.class);
    }

    @Override
    public Behavior<PaymentMessage> aroundReceive(
            TypedActorContext<PaymentMessage> context, PaymentMessage message, ReceiveTarget<PaymentMessage> target) {
        if (recovered) {
            return target.apply(context, message);
        }
        ActorRef<PaymentReply> caller = caller(message);
        if (failed && caller != null) {
            caller.tell(Replies.unavailable(true));
            return Behaviors.same();
        }
        if (caller != null && waiting.size() < MAX) {
            waiting.add(message);
        }
        return target.apply(context, message);
    }

    /** The facts are read. */
    void recovered() {
        recovered = true;
        failed = false;
        waiting.clear();
    }

    /** They will be read again: what comes now waits for that. */
    void lost() {
        recovered = false;
    }

    /** They cannot be read now. */
    void failed() {
        recovered = false;
        failed = true;
        for (PaymentMessage message : waiting) {
            ActorRef<PaymentReply> caller = caller(message);
            if (caller != null) {
                caller.tell(Replies.unavailable(true));
                told.add(message);
            }
        }
        waiting.clear();
    }

    /** Whether this message's sender has been told that nothing was done, so that nothing may be done. */
    boolean isTold(PaymentMessage message) {
        return !told.isEmpty() && told.remove(message);
    }

    private static @Nullable ActorRef<PaymentReply> caller(PaymentMessage message) {
        if (message instanceof PaymentMessage.Do command) {
            return command.replyTo();
        } else if (message instanceof PaymentMessage.BankSays says) {
            return says.replyTo();
        } else if (message instanceof PaymentMessage.Get get) {
            return get.replyTo();
        } else if (message instanceof PaymentMessage.Await await) {
            return await.replyTo();
        }
        return null;
    }
}
