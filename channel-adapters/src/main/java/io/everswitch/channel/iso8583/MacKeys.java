package io.everswitch.channel.iso8583;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one connection signs and checks with: at first the one of the configuration, after a key exchange the
 * bank's, and for a stated time what was valid before. On the event loop of the connection only.
 */
final class MacKeys {
    private final MacKey base;
    private MacKey current;
    private @Nullable MacKey previous;
    private long previousUntilNanos;

    /** @param base of the channel: never wiped here */
    MacKeys(MacKey base) {
        this.base = base;
        this.current = base;
    }

    MacAlgorithm algorithm() {
        return base.algorithm();
    }

    byte[] sign(byte[] message) {
        return current.mac(message, message.length);
    }

    /** Whether {@code mac} is the one of the first {@code length} bytes. */
    boolean accepts(byte[] message, int length, byte[] mac) {
        if (MessageDigest.isEqual(current.mac(message, length), mac)) {
            return true;
        }
        dropOld();
        MacKey old = previous;
        return old != null && MessageDigest.isEqual(old.mac(message, length), mac);
    }

    /** From now on signs with the bank's key; what was signed with the one before is accepted a while longer. */
    void change(MacKey next, long overlapNanos) {
        wipe(previous);
        previous = current;
        previousUntilNanos = System.nanoTime() + overlapNanos;
        current = next;
    }

    /** Wipes the key before, once its time is over. */
    void dropOld() {
        if (previous != null && System.nanoTime() - previousUntilNanos >= 0) {
            wipe(previous);
            previous = null;
        }
    }

    /** A new connection begins with the key of the configuration: the bank forgets the session's with the connection. */
    void restart() {
        wipe(previous);
        wipe(current);
        previous = null;
        current = base;
    }

    private void wipe(@Nullable MacKey key) {
        if (key != null && key != base) {
            key.wipe();
        }
    }
}
