package io.everswitch.channel.http;

/** Understands the callbacks of one channel, after their signature was found genuine. Pure, thread-safe, never throws. */
@FunctionalInterface
public interface CallbackReader {
    CallbackNews read(byte[] body);
}
