package io.everswitch.channel.http;

import io.everswitch.domain.port.AttemptAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What a message that a bank sent by itself says. Immutable.
 *
 * @param reference of the attempt that the answer is for; empty unless the verdict is ATTEMPT
 * @param answer null unless the verdict is ATTEMPT; the payment itself compares the amount with what it asked for
 * @param unmappedCode a code that the channel's map does not hold; empty if there is none
 */
public record CallbackNews(
        Verdict verdict, String reference, @Nullable AttemptAnswer answer, String unmappedCode) {
    /** What is to be done with it. */
    public enum Verdict {
        /** News of an attempt: hand it over, acknowledge once it is durable. */
        ATTEMPT,
        /** Genuine, but nothing depends on it: acknowledge and leave it at that. */
        NOTED,
        /** No message of the family, or about nothing of ours. */
        REFUSED
    }

    /** @param unmappedCode empty if the channel's map holds the answer's code */
    public static CallbackNews attempt(String reference, AttemptAnswer answer, String unmappedCode) {
        return new CallbackNews(Verdict.ATTEMPT, reference, answer, unmappedCode);
    }

    public static CallbackNews noted() {
        return new CallbackNews(Verdict.NOTED, "", null, "");
    }

    public static CallbackNews refused() {
        return new CallbackNews(Verdict.REFUSED, "", null, "");
    }
}
