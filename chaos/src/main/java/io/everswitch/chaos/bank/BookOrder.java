package io.everswitch.chaos.bank;

/**
 * What a request wants of the books.
 *
 * @param reference the id that the switch sent: of the payment, or of the refund
 * @param currency three letters
 */
record BookOrder(String channel, String reference, long amount, String currency) {}
