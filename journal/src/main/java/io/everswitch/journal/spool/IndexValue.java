package io.everswitch.journal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What stands under an index key, and from when on it counts as absent. */
record IndexValue(String text, long expiresAtMs) {

    byte[] encode() {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(expiresAtMs)
                .put(bytes)
                .array();
    }

    /** Null if nothing stands there or its time has passed. */
    static @Nullable IndexValue live(byte @Nullable [] stored, long nowMs) {
        IndexValue value = decode(stored);
        return value == null || value.expiresAtMs <= nowMs ? null : value;
    }

    static @Nullable IndexValue decode(byte @Nullable [] stored) {
        if (stored == null) {
            return null;
        }
        long expiresAtMs = ByteBuffer.wrap(stored).getLong();
        return new IndexValue(new String(stored, Long.BYTES, stored.length - Long.BYTES, UTF_8), expiresAtMs);
    }
}
