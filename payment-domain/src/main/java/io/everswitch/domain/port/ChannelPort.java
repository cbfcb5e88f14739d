package io.everswitch.domain.port;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * One channel as the switch sees it. No method blocks; every stage completes exactly once, always normally, within the
 * channel's own time-out: a failure is an answer ({@code NOT_SENT}, {@code UNKNOWN}, {@code NO_ANSWER}), never an
 * exception. Thread-safe. Answers that come after the stage completed go to {@link BankAnswers}.
 */
public interface ChannelPort {
    ChannelProfile profile();

    /** Reserves the ids of one attempt or refund. Cheap, no side effect on the wire. */
    WireIds allocate(String reference, Instant now);

    /**
     * Asks the bank for the money. Refuses with {@code NOT_SENT} after {@link AttemptRequest#sendBy} (M9), on a full
     * bulkhead and while not connected; any byte written without a valid answer is {@code UNKNOWN}.
     */
    CompletionStage<AttemptAnswer> send(AttemptRequest request);

    /** Asks what became of an attempt. Only where {@link ChannelProfile#resolution} is {@code QUERY}. */
    CompletionStage<QueryAnswer> query(QueryRequest request);

    /** Undoes an attempt; repeated by the caller until it is acknowledged. */
    CompletionStage<ReversalAnswer> reverse(ReversalRequest request);

    /** Gives back; idempotent by reference, repeated by the caller until it is answered. */
    CompletionStage<RefundAnswer> refund(RefundRequest request);

    /** Whether the channel could send right now: connected (or connectable), signed on, bulkhead not full. */
    ChannelStatus status();
}
