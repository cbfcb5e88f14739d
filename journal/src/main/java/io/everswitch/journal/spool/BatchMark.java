package io.everswitch.journal.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Written with every batch: its number, and the last number that an fsync had confirmed when it was written. A mark found in
 * the log proves that everything up to {@code syncedNr} was durable, and may have been acknowledged; if recovery ends before
 * that number, something durable is missing.
 */
record BatchMark(long batchNr, long syncedNr) {

    static final BatchMark NONE = new BatchMark(0, 0);

    /** Sixteen bytes that nothing else starts with, to find marks in a damaged log. */
    static final byte[] MAGIC = {
        (byte) 0xE7,
        0x45,
        (byte) 0x9B,
        0x11,
        0x5D,
        (byte) 0xC2,
        0x38,
        (byte) 0xA6,
        0x6F,
        (byte) 0x90,
        0x03,
        (byte) 0xDE,
        0x74,
        (byte) 0xBB,
        0x1C,
        (byte) 0xF5
    };

    static final int BYTES = MAGIC.length + Long.BYTES + Long.BYTES + Integer.BYTES;

    byte[] encode() {
        ByteBuffer buffer =
                ByteBuffer.allocate(BYTES).put(MAGIC).putLong(batchNr).putLong(syncedNr);
        return buffer.putInt(checksum(buffer.array(), 0)).array();
    }

    /** The mark that starts at {@code at}, or null if the bytes there are not one. */
    static @Nullable BatchMark decode(byte[] bytes, int at) {
        if (at + BYTES > bytes.length) {
            return null;
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes[at + i] != MAGIC[i]) {
                return null;
            }
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at + MAGIC.length, BYTES - MAGIC.length);
        long batchNr = buffer.getLong();
        long syncedNr = buffer.getLong();
        return buffer.getInt() == checksum(bytes, at) ? new BatchMark(batchNr, syncedNr) : null;
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }
}
