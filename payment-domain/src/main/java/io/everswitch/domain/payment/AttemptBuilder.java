package io.everswitch.domain.payment;

import io.everswitch.domain.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An attempt in the making: what a fact can change, beside all that stays. Used by one thread within one call. */
final class AttemptBuilder {
    Attempt.Phase phase;

    @Nullable
    Outcome outcome;

    @Nullable
    Evidence evidence;

    String rawCode;
    String bankReference;

    @Nullable
    Money approvedAmount;

    String detail;
    Attempt.Reversal reversal;
    int tries;

    @Nullable
    Instant triedAt;

    @Nullable
    Instant nextTryAt;

    private final Attempt base;

    AttemptBuilder(Attempt base) {
        this.base = base;
        phase = base.phase();
        outcome = base.outcome();
        evidence = base.evidence();
        rawCode = base.rawCode();
        bankReference = base.bankReference();
        approvedAmount = base.approvedAmount();
        detail = base.detail();
        reversal = base.reversal();
        tries = base.tries();
        triedAt = base.triedAt();
        nextTryAt = base.nextTryAt();
    }

    Attempt build() {
        return new Attempt(
                base.ordinal(),
                base.channel(),
                base.ids(),
                base.amount(),
                base.means(),
                base.sendBy(),
                base.reasons(),
                phase,
                outcome,
                evidence,
                rawCode,
                bankReference,
                approvedAmount,
                detail,
                reversal,
                tries,
                triedAt,
                nextTryAt,
                base.createdAt(),
                base.grounds());
    }
}
