package io.everswitch.node.http;

import io.everswitch.channel.httpjson.CallbackReply;
import java.util.concurrent.CompletionStage;

/** Takes what banks say on their own: {@code CallbackReceiver::receive} of the channel adapters. Thread-safe, never blocks. */
@FunctionalInterface
public interface CallbackHandler {
    /**
     * @param channelId as the bank's address names it; may be no channel at all
     * @param timestamp header {@code X-Timestamp}, empty if absent
     * @param signature header {@code X-Signature}, empty if absent
     * @param body the exact bytes, which the signature covers
     */
    CompletionStage<CallbackReply> receive(String channelId, String timestamp, String signature, byte[] body);
}
