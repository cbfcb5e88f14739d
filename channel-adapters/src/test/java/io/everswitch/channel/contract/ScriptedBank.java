package io.everswitch.channel.contract;

import java.io.IOException;

/**
 * A bank of one protocol that does what the suite tells it, over a real socket on an ephemeral loopback port, written from
 * {@code docs/bank-protocols.md}. It keeps books: which references were charged, reversed, refunded. Thread-safe.
 */
public interface ScriptedBank extends AutoCloseable {
    /** How charges are treated from now on. */
    enum Script {
        /** Books it and says 00, or the family's word for it. */
        APPROVE,
        /** Says 51, or the family's word for it; books nothing. */
        DECLINE_FINAL,
        /** Says 05, or the family's word for it; books nothing. */
        DECLINE_RETRIABLE,
        /** Says a code that no map holds. */
        ODD_CODE,
        /** Books it and says nothing, until {@link ScriptedBank#sayNow}. */
        SILENT,
        /** Books it once and says 00 twice. */
        TWICE,
        /** Books and approves one minor unit less than asked. */
        WRONG_AMOUNT,
        /** Books it and answers with bytes that are no message, in a valid frame. */
        GARBAGE,
        /** Books it, sends half of its answer and resets the connection. */
        RESET_MID_ANSWER,
        /** Books it and closes the connection without an answer. */
        CLOSE_UNANSWERED
    }

    void charges(Script script);

    /** Whether refunds are refused from now on; what was done stays done. */
    void refuseRefunds(boolean refuse);

    /** Says now what it held back about a charge: the late answer of its protocol. */
    void sayNow(String reference);

    /** Charge requests that arrived, whatever became of them. */
    int chargeRequests();

    /** Charges in the books under this reference: 0 or 1. */
    int booked(String reference);

    /** Refunds in the books under this reference: 0 or 1, however often it was asked. */
    int refunded(String reference);

    /** Closes all connections and listens no more; the port stays the bank's. */
    void goDown() throws IOException;

    /** Listens again on the same port. */
    void comeBack() throws IOException;

    @Override
    void close() throws IOException;
}
