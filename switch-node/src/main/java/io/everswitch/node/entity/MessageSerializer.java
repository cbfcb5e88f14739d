package io.everswitch.node.entity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;

/**
 * Everything about payments that crosses from one node to another. Nothing is in it that M10 forbids: card and account numbers
 * and the CVC are sealed before any message holds them. A manifest that a node does not know drops that message alone, and its
 * sender repeats itself or is told that nobody answered. Thread-safe.
 */
public final class MessageSerializer extends SerializerWithStringManifest {
    /** Unique among the serializers of a node; both sides of a rolling restart must agree on it. */
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

    private static final Map<Class<?>, String> MANIFESTS = manifests();

    private final ExtendedActorSystem system;
    private volatile @Nullable ObjectMapper mapper;

    public MessageSerializer(ExtendedActorSystem system) {
        this.system = system;
    }

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object message) {
        String manifest = MANIFESTS.get(message.getClass());
        if (manifest == null) {
            throw new IllegalArgumentException("no manifest for " + message.getClass());
        }
        return manifest;
    }

    @Override
    public byte[] toBinary(Object message) {
        try {
            return mapper().writeValueAsBytes(message);
        } catch (IOException e) {
            // The cause may quote what the message holds.
            throw new IllegalStateException(
                    manifest(message) + " cannot be written: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        Class<?> type = TYPES.get(manifest);
        if (type == null) {
            throw new NotSerializableException("no message is called " + manifest);
        }
        try {
            ObjectReader reader = mapper().readerFor(type);
            return reader.readValue(bytes);
        } catch (IOException | RuntimeException e) {
            throw new NotSerializableException(
                    manifest + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Made late: serializers are made while the actor system still is, and actors cannot be resolved yet. */
    private ObjectMapper mapper() {
        ObjectMapper made = mapper;
        if (made == null) {
            made = MessageFormat.mapper(ActorRefResolver.get(Adapter.toTyped(system)));
            mapper = made;
        }
        return made;
    }

    private static Map<Class<?>, String> manifests() {
        Map<Class<?>, String> manifests = new HashMap<>();
        TYPES.forEach((name, type) -> manifests.put(type, name));
        return Map.copyOf(manifests);
    }
}
