package io.everswitch.domain.payment;

import io.everswitch.domain.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of an attempt, whoever it is: the bank in an answer, a callback or a query, the adapter, an operator.
 *
 * @param amount what was taken, where it was named
 */
record Finding(
        Outcome outcome,
        Evidence evidence,
        String rawCode,
        String bankReference,
        @Nullable Money amount,
        String detail) {}
