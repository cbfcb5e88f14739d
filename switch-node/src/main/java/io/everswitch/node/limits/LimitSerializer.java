package io.everswitch.node.limits;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.node.message.ActorFormat;
import io.everswitch.node.message.MessagesSerializer;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;

/** Everything about limits that crosses between nodes. Thread-safe. */
public final class LimitSerializer extends MessagesSerializer {
    private static final int ID = 861_100_05;

    static final Map<String, Class<?>> TYPES = Map.of(
            "reserve", LimitMessage.Reserve.class,
            "settle", LimitMessage.Settle.class,
            "look", LimitMessage.Look.class,
            "reply", LimitReply.class,
            "usage", LimitUsage.class);

    public LimitSerializer(ExtendedActorSystem system) {
        super(system, ID, TYPES);
    }

    @Override
    protected ObjectMapper mapper(ActorRefResolver actors) {
        return ActorFormat.builder(actors).build();
    }
}
