package io.everswitch.domain.payment;

/** What became of an attempt (design §2). */
public enum Outcome {
    APPROVED,
    DECLINED_FINAL,
    DECLINED_RETRIABLE,
    /** Surely never left us. */
    NOT_SENT,
    /** The bank may or may not have done it; ends only by {@link Evidence} (M5). */
    UNKNOWN
}
