package io.everswitch.chaos.fault;

import io.netty.buffer.ByteBuf;

/**
 * Bytes that were read at once, or a piece of them. Whoever holds it must pass it on or release it.
 *
 * @param atNanos when they arrived; a latency moves it, so that the next one counts from there
 */
record Chunk(ByteBuf data, long atNanos) {
    int bytes() {
        return data.readableBytes();
    }

    /** What it costs to keep: a short read may sit in a longer buffer. */
    int costBytes() {
        return data.capacity();
    }

    void release() {
        data.release();
    }
}
