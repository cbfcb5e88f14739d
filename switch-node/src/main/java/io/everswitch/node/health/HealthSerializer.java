package io.everswitch.node.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.node.message.ActorFormat;
import io.everswitch.node.message.MessagesSerializer;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;

/** What nodes tell each other of channels' health. Thread-safe. */
public final class HealthSerializer extends MessagesSerializer {
    private static final int ID = 861_100_12;

    static final Map<String, Class<?>> TYPES =
            Map.of("told", HealthMessage.Told.class, "heard", HealthMessage.Heard.class);

    public HealthSerializer(ExtendedActorSystem system) {
        super(system, ID, TYPES);
    }

    @Override
    protected ObjectMapper mapper(ActorRefResolver actors) {
        ObjectMapper mapper = ActorFormat.builder(actors)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        // Most counts of most seconds are 0: left out they are, and a count that an older node does not know is 0, too.
        JsonInclude.Value notZero =
                JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS);
        mapper.configOverride(int.class).setInclude(notZero);
        mapper.configOverride(long.class).setInclude(notZero);
        return mapper;
    }
}
