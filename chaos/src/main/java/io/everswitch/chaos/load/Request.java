package io.everswitch.chaos.load;

import io.everswitch.chaos.history.OpKind;

/**
 * One operation of a client, the same in every try.
 *
 * @param order the merchant's order
 * @param payment empty while it is not known
 * @param amount asked for, in minor units
 * @param body empty: a GET
 * @param key its idempotency key; empty: none
 * @param waitSeconds of Prefer: wait; 0: none
 */
record Request(
        OpKind kind, String order, String payment, long amount, String path, String body, String key, int waitSeconds) {
    /** Without the body, which may hold a card number. */
    @Override
    public String toString() {
        return kind.word() + ' ' + order;
    }
}
