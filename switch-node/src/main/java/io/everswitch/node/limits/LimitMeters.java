package io.everswitch.node.limits;

/** Told of every attempt that a limit concerns. Called on any thread: be quick. */
public interface LimitMeters {
    void granted();

    /** @param limit the name of the first limit that refused */
    void refused(String limit);

    /** No ledger said no, and at least one said nothing in time. */
    void unanswered();
}
