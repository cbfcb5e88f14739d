package io.everswitch.domain.port;

import io.everswitch.domain.money.Money;

/** @param bankReference the bank's own reference, empty if it gave none */
public record QueryRequest(WireIds ids, Money amount, String bankReference) {}
