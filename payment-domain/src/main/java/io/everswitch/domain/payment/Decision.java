package io.everswitch.domain.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@link PaymentRules#decide}: facts, none (the command was a repeat or changes nothing: the answer is the
 * state as it is), or a refusal.
 */
public record Decision(List<PaymentFact> facts, @Nullable Refusal refusal) {
    public static final Decision NOTHING = new Decision(List.of(), null);

    public Decision {
        facts = List.copyOf(facts);
    }

    public static Decision of(List<PaymentFact> facts) {
        return new Decision(facts, null);
    }

    public static Decision refuse(Refusal refusal) {
        return new Decision(List.of(), refusal);
    }
}
