package io.everswitch.domain.port;

import io.everswitch.domain.id.ChannelId;
import java.util.concurrent.CompletionStage;

/**
 * Where adapters hand over what banks say on their own: callbacks, and answers that come after the time-out. The stage
 * completes with true once the answer is durable (only then may a callback be acknowledged), with false if it could not be
 * kept (the bank must repeat it). Never fails, never blocks.
 */
public interface BankAnswers {
    CompletionStage<Boolean> attemptAnswered(ChannelId channel, String reference, AttemptAnswer answer);

    CompletionStage<Boolean> refundAnswered(ChannelId channel, String reference, RefundAnswer answer);
}
