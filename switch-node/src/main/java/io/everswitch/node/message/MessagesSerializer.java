package io.everswitch.node.message;

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
 * Pekko's way to one family of messages. A manifest that a node does not know drops that message alone, and its sender repeats
 * itself or is told that nobody answered. Thread-safe.
 */
public abstract class MessagesSerializer extends SerializerWithStringManifest {
    private final ExtendedActorSystem system;
    private final int id;
    private final Map<String, Class<?>> types;
    private final Map<Class<?>, String> manifests = new HashMap<>();
    private volatile @Nullable ObjectMapper mapper;

    /**
     * @param id unique among the serializers of a node; both sides of a rolling restart must agree on it
     * @param types the manifests, which never change: a node of the version before must understand them
     */
    protected MessagesSerializer(ExtendedActorSystem system, int id, Map<String, Class<?>> types) {
        this.system = system;
        this.id = id;
        this.types = Map.copyOf(types);
        types.forEach((name, type) -> manifests.put(type, name));
    }

    /** The mapper of these messages, usually from {@link ActorFormat#builder}. */
    protected abstract ObjectMapper mapper(ActorRefResolver actors);

    @Override
    public int identifier() {
        return id;
    }

    @Override
    public String manifest(Object message) {
        String manifest = manifests.get(message.getClass());
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
        Class<?> type = types.get(manifest);
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
            made = mapper(ActorRefResolver.get(Adapter.toTyped(system)));
            mapper = made;
        }
        return made;
    }
}
