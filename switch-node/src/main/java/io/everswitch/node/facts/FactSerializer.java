package io.everswitch.node.facts;

import io.everswitch.domain.payment.PaymentFact;
import java.io.IOException;
import java.io.NotSerializableException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Pekko's way to {@link FactFormat}; bound to {@link JournaledFact} in reference.conf. A manifest or shape that cannot be
 * read stops the recovery of its payment: a fact is never skipped.
 */
public final class FactSerializer extends SerializerWithStringManifest {
    /** Unique among the serializers of a node; stored with each fact, so it never changes. */
    static final int ID = 861_100_01;

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object value) {
        return FactTypes.manifestOf(fact(value));
    }

    @Override
    public byte[] toBinary(Object value) {
        try {
            return FactFormat.write(fact(value));
        } catch (IOException e) {
            throw new IllegalStateException("fact cannot be written: " + manifest(value), e);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return JournaledFact.recovered(FactFormat.read(FactTypes.readerOf(manifest), bytes));
        } catch (IOException | IllegalArgumentException e) {
            // The cause may quote the bytes: only its kind is told (M10).
            throw new NotSerializableException(
                    manifest + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static PaymentFact fact(Object value) {
        return ((JournaledFact) value).fact();
    }
}
