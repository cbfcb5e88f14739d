package io.everswitch.journal.spool;

import io.everswitch.journal.JournalCorrupt;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A fact with its own checksum in front. RocksDB checks its blocks and its log; this one also covers the way between them
 * and us, and that the bytes belong to this key.
 */
final class FactBytes {

    private static final int CHECKSUM = Integer.BYTES;

    private FactBytes() {}

    static byte[] seal(byte[] key, byte[] fact) {
        return ByteBuffer.allocate(CHECKSUM + fact.length)
                .putInt(checksum(key, fact, 0))
                .put(fact)
                .array();
    }

    static byte[] open(byte[] key, byte[] stored) {
        if (stored.length < CHECKSUM || ByteBuffer.wrap(stored).getInt() != checksum(key, stored, CHECKSUM)) {
            throw new JournalCorrupt("the checksum of fact " + Keys.sequenceNrOfFact(key) + " is wrong");
        }
        return Arrays.copyOfRange(stored, CHECKSUM, stored.length);
    }

    private static int checksum(byte[] key, byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(key, 0, key.length);
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }
}
