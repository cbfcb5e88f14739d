package io.everswitch.domain.port;

import io.everswitch.domain.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * @param rawCode the bank's own code, or ours in lower case where the bank said nothing ({@code timeout},
 *     {@code not_connected}); at most 32 characters
 * @param bankReference the bank's own reference, empty if it gave none
 * @param amount what the bank says it took; null if its answer does not name it
 * @param detail for people, never with a secret; at most 200 characters
 */
public record AttemptAnswer(
        Kind kind,
        String rawCode,
        String bankReference,
        @Nullable Money amount,
        String detail) {
    /** The outcomes of design §2, and ACCEPTED, which is not yet one. */
    public enum Kind {
        APPROVED,
        DECLINED_FINAL,
        DECLINED_RETRIABLE,
        NOT_SENT,
        UNKNOWN,
        ACCEPTED
    }

    public static AttemptAnswer notSent(String rawCode, String detail) {
        return new AttemptAnswer(Kind.NOT_SENT, rawCode, "", null, detail);
    }

    /** How the codes of attempts begin that a limit of ours refused: no other channel could take them either. */
    public static final String LIMIT = "limit_";

    /** @param which limit: the code is {@value #LIMIT} and this */
    public static AttemptAnswer overLimit(String which, String detail) {
        return notSent(LIMIT + which, detail);
    }

    public static AttemptAnswer unknown(String rawCode, String detail) {
        return new AttemptAnswer(Kind.UNKNOWN, rawCode, "", null, detail);
    }
}
