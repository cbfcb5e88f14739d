package io.everswitch.domain.port;

/**
 * Every id that an attempt or a refund will use on the wire, journaled before the first byte (M4).
 *
 * @param reference our reference, {@link io.everswitch.domain.id.WireReference}
 * @param stan ISO 8583 field 11, six digits; empty where the protocol has none
 * @param rrn ISO 8583 field 37, twelve characters; empty where the protocol has none
 * @param transmittedAt ISO 8583 field 7, MMDDhhmmss UTC; with signed forms {@code txnTime}, yyyyMMddHHmmss at UTC+8; empty where the
 *     protocol has none
 */
public record WireIds(String reference, String stan, String rrn, String transmittedAt) {}
