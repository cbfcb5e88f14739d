package io.everswitch.chaos.bench.journal;

import org.apache.pekko.serialization.JSerializer;

/** Bytes as they are: the same for every journal, so that none of them is measured by its serializer. */
public final class BenchFactSerializer extends JSerializer {

    /** Pekko asks that every serializer has a number of its own; below 40 are Pekko's. */
    private static final int IDENTIFIER = 6_001;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public boolean includeManifest() {
        return false;
    }

    @Override
    public byte[] toBinary(Object fact) {
        if (fact instanceof BenchFact known) {
            return known.bytes();
        }
        throw new IllegalArgumentException(
                "not a fact of the bench: " + fact.getClass().getName());
    }

    @Override
    public Object fromBinaryJava(byte[] bytes, Class<?> manifest) {
        return new BenchFact(bytes);
    }
}
