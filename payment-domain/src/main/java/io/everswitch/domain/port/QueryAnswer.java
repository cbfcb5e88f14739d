package io.everswitch.domain.port;

import io.everswitch.domain.money.Money;
import org.jspecify.annotations.Nullable;

/** @param amount what the bank says it took; null if its answer does not name it */
public record QueryAnswer(
        Kind kind,
        String rawCode,
        String bankReference,
        @Nullable Money amount) {
    /** What a bank says of an attempt that it was asked about. */
    public enum Kind {
        APPROVED,
        DECLINED_FINAL,
        DECLINED_RETRIABLE,
        /** The bank has undone it: nothing is charged. */
        REVERSED,
        /** The bank still works on it. */
        PENDING,
        /** The bank knows no such attempt: NOT_SENT, but only after send-by and the clock margin (M9). */
        NOT_FOUND,
        /** No valid answer: ask again. */
        NO_ANSWER
    }

    public static QueryAnswer noAnswer(String rawCode) {
        return new QueryAnswer(Kind.NO_ANSWER, rawCode, "", null);
    }
}
