package io.everswitch.domain.payment;

/** What an outcome rests on. Never a timer (M5): a time-out can only make an outcome UNKNOWN. */
public enum Evidence {
    /** The bank's answer to the attempt. */
    ANSWER,
    /** The bank's own call. */
    CALLBACK,
    /** The bank's answer to a query. */
    QUERY,
    /** An acknowledged reversal: nothing is charged. */
    REVERSAL,
    /** We know by ourselves: the adapter never wrote a byte, or nobody knows (UNKNOWN). */
    LOCAL,
    /** A named operator with a reason. */
    OPERATOR
}
