package io.everswitch.domain.port;

import io.everswitch.domain.means.Means;
import io.everswitch.domain.money.Money;

/**
 * @param ids the ids of the refund itself
 * @param original the ids of the attempt that took the money
 * @param bankReference the bank's own reference of that attempt, empty if it gave none
 * @param tries how often it was tried before; the bank knows repeats by the reference
 */
public record RefundRequest(
        WireIds ids, WireIds original, Money amount, Means means, String bankReference, int tries) {}
