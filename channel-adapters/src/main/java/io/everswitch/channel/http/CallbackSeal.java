package io.everswitch.channel.http;

import java.time.Instant;

/** How a channel knows that a callback is its bank's. Pure, thread-safe, never throws. */
@FunctionalInterface
public interface CallbackSeal {
    /**
     * @param timestamp header {@code X-Timestamp}, empty if absent
     * @param signature header {@code X-Signature}, empty if absent
     */
    boolean isGenuine(String timestamp, String signature, byte[] body, Instant now);
}
