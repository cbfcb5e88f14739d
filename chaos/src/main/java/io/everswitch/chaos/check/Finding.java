package io.everswitch.chaos.check;

/**
 * Something that must not be.
 *
 * @param invariant M1 … M10
 * @param payment the payment's id, or the reference or order where there is none
 * @param what for people
 */
public record Finding(String invariant, String payment, String what) {}
