package io.everswitch.node.settings;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.everswitch.node.message.ActorFormat;
import io.everswitch.node.message.MessagesSerializer;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;

/** Everything about settings that crosses between nodes. Thread-safe. */
public final class SettingsSerializer extends MessagesSerializer {
    private static final int ID = 861_100_03;

    static final Map<String, Class<?>> TYPES = Map.of(
            "do", SettingsMessage.Do.class,
            "read", SettingsMessage.Read.class,
            "tell", SettingsMessage.Tell.class,
            "reply", SettingsReply.class,
            "page", SettingsPage.class,
            "history", SettingsHistory.class);

    public SettingsSerializer(ExtendedActorSystem system) {
        super(system, ID, TYPES);
    }

    @Override
    protected ObjectMapper mapper(ActorRefResolver actors) {
        ObjectMapper mapper = ActorFormat.builder(actors)
                .addMixIn(SettingsCommand.class, Named.class)
                .build();
        mapper.registerSubtypes(
                new NamedType(SettingsCommand.Apply.class, "apply"),
                new NamedType(SettingsCommand.Undo.class, "undo"),
                new NamedType(SettingsCommand.Answer.class, "answer"));
        return mapper;
    }

    /** How Jackson tells commands apart. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
    private interface Named {}
}
