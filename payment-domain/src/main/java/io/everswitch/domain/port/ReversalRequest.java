package io.everswitch.domain.port;

import io.everswitch.domain.means.Means;
import io.everswitch.domain.money.Money;

/**
 * @param ids the ids of the attempt that is undone
 * @param amount what the attempt asked for
 * @param bankReference the bank's own reference, empty if it gave none
 * @param tries how often it was tried before: the first is an ISO 8583 0400, all later ones are repeats
 */
public record ReversalRequest(WireIds ids, Money amount, Means means, String bankReference, int tries) {}
