package io.everswitch.chaos.bank;

/**
 * What the bank will do with one request about money. Immutable.
 *
 * @param act false: nothing is done and nothing is answered
 * @param code 00, or what a payment is declined with
 * @param delivery how the answer travels
 * @param twice the answer (or the callback) comes twice
 * @param wrongAmount the answer names another amount than the books
 * @param callbackLost the callback of the HTTP family is never sent
 * @param delayNanos from the request to the answer that says how it ended
 * @param lateNanos how much of the delay is misbehaviour: the HTTP family's 202 waits so long too
 */
record Plan(
        boolean act,
        String code,
        Delivery delivery,
        boolean twice,
        boolean wrongAmount,
        boolean callbackLost,
        long delayNanos,
        long lateNanos) {
    static final String APPROVED = "00";

    enum Delivery {
        WHOLE,
        NEVER,
        HALF,
        GARBAGE
    }

    boolean approves() {
        return code.equals(APPROVED);
    }

    /** The amount that an answer names: one more or less than the books hold when it is to be wrong. */
    long told(long amount) {
        return wrongAmount ? amount ^ 1 : amount;
    }
}
