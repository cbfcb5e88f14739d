package io.everswitch.journal.plugin;

import io.everswitch.journal.FactRefused;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.Indexed;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.StoredFact;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Events to bytes and back, through Pekko's serialization as the system has it set. Exceptions name the event's class and
 * place, never what it says: a serializer's own message might. Safe to use from any thread.
 */
final class FactCodec {

    private final Serialization serialization;

    FactCodec(ActorSystem system) {
        this.serialization = SerializationExtension.get(system);
    }

    Append encode(AtomicWrite write) {
        List<byte[]> facts = new ArrayList<>(write.size());
        List<IndexEntry> index = new ArrayList<>();
        Append.Marks marks = null;
        for (PersistentRepr repr : CollectionConverters.asJava(write.payload())) {
            PersistentRepr plain = repr.payload() instanceof Tagged tagged ? repr.withPayload(tagged.payload()) : repr;
            if (plain.payload() instanceof Indexed indexed) {
                index.addAll(indexed.index());
                marks = new Append.Marks(indexed.nextDueAtMs(), indexed.closed());
            }
            facts.add(bytes(plain));
        }
        return new Append(write.persistenceId(), write.lowestSequenceNr(), facts, marks, index);
    }

    private byte[] bytes(PersistentRepr repr) {
        try {
            return serialization.serialize(repr).get();
        } catch (Exception | LinkageError e) { // Scala's Try rethrows checked exceptions that Java does not see.
            throw refused(repr, e);
        }
    }

    private static FactRefused refused(PersistentRepr repr, Throwable cause) {
        return new FactRefused("fact " + repr.sequenceNr() + " of " + repr.persistenceId() + ", a "
                + name(repr.payload()) + ", cannot be serialized: "
                + cause.getClass().getSimpleName());
    }

    private static String name(@Nullable Object payload) {
        return payload == null ? "null" : payload.getClass().getName();
    }

    PersistentRepr decode(String persistenceId, StoredFact fact) {
        try {
            return serialization.deserialize(fact.bytes(), PersistentRepr.class).get();
        } catch (Exception | LinkageError e) { // Scala's Try rethrows checked exceptions that Java does not see.
            throw unreadable(persistenceId, fact, e);
        }
    }

    private static IllegalStateException unreadable(String persistenceId, StoredFact fact, Throwable cause) {
        // Not a JournalCorrupt: the bytes are what was written (their checksum says so), this process cannot read them.
        return new IllegalStateException("fact " + fact.sequenceNr() + " of " + persistenceId
                + " cannot be deserialized: " + cause.getClass().getSimpleName());
    }
}
