package io.everswitch.journal.spool;

import io.everswitch.journal.JournalCorrupt;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is known of one persistence id without reading its facts. */
record Head(long highestSequenceNr, long nextDueAtMs, boolean closed) {

    static final Head NONE = new Head(0, Long.MAX_VALUE, false);

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Long.BYTES + Long.BYTES + 1;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(highestSequenceNr)
                .putLong(nextDueAtMs)
                .put((byte) (closed ? 1 : 0))
                .array();
    }

    static Head decode(byte @Nullable [] stored) {
        if (stored == null) {
            return NONE;
        }
        if (stored.length != BYTES || stored[0] != VERSION) {
            throw new JournalCorrupt("a head of " + stored.length + " bytes is not of a known version");
        }
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        return new Head(buffer.getLong(1), buffer.getLong(1 + Long.BYTES), stored[BYTES - 1] == 1);
    }
}
