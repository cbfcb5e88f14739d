package io.everswitch.journal.archive;

import java.nio.ByteBuffer;

/** A fact on its way into the archive, as its serializer wrote it; the buffer is the receiver's own. */
public record ArchivedFact(long sequenceNr, int serializerId, String manifest, ByteBuffer event) {
    @Override
    public String toString() {
        return "fact " + sequenceNr + " " + manifest;
    }
}
