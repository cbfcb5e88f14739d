package io.everswitch.journal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * How keys look on disk. Numbers are big-endian, so that their order as bytes is their order as numbers (none is negative);
 * NUL ends a text, and no persistence id or index space contains it, so no key is a prefix of another one's text.
 */
final class Keys {

    private static final int LONG = Long.BYTES;

    private Keys() {}

    static byte[] head(String persistenceId) {
        return persistenceId.getBytes(UTF_8);
    }

    static byte[] fact(byte[] persistenceId, long sequenceNr) {
        return ByteBuffer.allocate(persistenceId.length + 1 + LONG)
                .put(persistenceId)
                .put((byte) 0)
                .putLong(sequenceNr)
                .array();
    }

    static long sequenceNrOfFact(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - LONG);
    }

    /** The first key after all facts of this id. */
    static byte[] factsEnd(byte[] persistenceId) {
        return ByteBuffer.allocate(persistenceId.length + 1)
                .put(persistenceId)
                .put((byte) 1)
                .array();
    }

    /** A number, then bytes: due times and expiries. */
    static byte[] timed(long ms, byte[] rest) {
        return ByteBuffer.allocate(LONG + rest.length)
                .putLong(Math.max(0, ms))
                .put(rest)
                .array();
    }

    static long timeOf(byte[] timedKey) {
        return ByteBuffer.wrap(timedKey).getLong();
    }

    static byte[] restOf(byte[] timedKey) {
        byte[] rest = new byte[timedKey.length - LONG];
        System.arraycopy(timedKey, LONG, rest, 0, rest.length);
        return rest;
    }

    static byte[] index(String space, String key) {
        return (space + '\0' + key).getBytes(UTF_8);
    }

    static String keyOfIndex(byte[] indexKey, String space) {
        int from = space.getBytes(UTF_8).length + 1;
        return new String(indexKey, from, indexKey.length - from, UTF_8);
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        if (key.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (key[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
