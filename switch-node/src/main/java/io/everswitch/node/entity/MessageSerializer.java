package io.everswitch.node.entity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.node.message.MessagesSerializer;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;

/**
 * Everything about payments that crosses from one node to another. Nothing is in it that M10 forbids: card and account numbers
 * and the CVC are sealed before any message holds them. Thread-safe.
 */
public final class MessageSerializer extends MessagesSerializer {
    private static final int ID = 861_100_02;

    /** The names never change: a node of the version before must understand them. */
    static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("do", PaymentMessage.Do.class),
            Map.entry("effect-done", PaymentMessage.EffectDone.class),
            Map.entry("bank-says", PaymentMessage.BankSays.class),
            Map.entry("get", PaymentMessage.Get.class),
            Map.entry("await", PaymentMessage.Await.class),
            Map.entry("watch", PaymentMessage.Watch.class),
            Map.entry("unwatch", PaymentMessage.Unwatch.class),
            Map.entry("wake-up", PaymentMessage.WakeUp.class),
            Map.entry("alarm", PaymentMessage.Alarm.class),
            Map.entry("sender-lost", PaymentMessage.SenderLost.class),
            Map.entry("stop", PaymentMessage.Stop.class),
            Map.entry("reply", PaymentReply.class),
            Map.entry("news", PaymentWatch.class));

    public MessageSerializer(ExtendedActorSystem system) {
        super(system, ID, TYPES);
    }

    @Override
    protected ObjectMapper mapper(ActorRefResolver actors) {
        return MessageFormat.mapper(actors);
    }
}
