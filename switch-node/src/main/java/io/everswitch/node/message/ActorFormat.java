package io.everswitch.node.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.everswitch.node.facts.FactFormat;
import java.io.IOException;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;

/**
 * Messages between nodes as CBOR. Nodes of two versions speak it during a rolling restart: an unknown field is skipped, and
 * what an older node leaves out is absent. Actors are texts with their node's address in it, durations are milliseconds.
 */
public final class ActorFormat {
    private ActorFormat() {}

    public static CBORMapper.Builder builder(ActorRefResolver actors) {
        SimpleModule module = new SimpleModule();
        module.addSerializer(new ActorText(actors));
        module.addDeserializer(ActorRef.class, new ActorOfText(actors));
        module.addSerializer(new Millis());
        module.addDeserializer(Duration.class, new OfMillis());
        return FactFormat.builder()
                .addModule(module)
                // Records have questions like isClosed(): they are no state, and the other side asks them itself.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    private static final class ActorText extends StdSerializer<ActorRef<?>> {
        private static final long serialVersionUID = 1L;
        private final transient ActorRefResolver actors;

        ActorText(ActorRefResolver actors) {
            super(ActorRef.class, false);
            this.actors = actors;
        }

        @Override
        public void serialize(ActorRef<?> actor, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(actors.toSerializationFormat(actor));
        }
    }

    @SuppressWarnings("rawtypes") // Jackson asks for the type without its parameter.
    private static final class ActorOfText extends StdDeserializer<ActorRef> {
        private static final long serialVersionUID = 1L;
        private final transient ActorRefResolver actors;

        ActorOfText(ActorRefResolver actors) {
            super(ActorRef.class);
            this.actors = actors;
        }

        @Override
        public ActorRef deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return actors.resolveActorRef(in.getText());
        }
    }

    private static final class Millis extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1L;

        Millis() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(value.toMillis());
        }
    }

    private static final class OfMillis extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        OfMillis() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Duration.ofMillis(in.getLongValue());
        }
    }
}
