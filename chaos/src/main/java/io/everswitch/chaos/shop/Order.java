package io.everswitch.chaos.shop;

/**
 * What somebody bought, and what the webhooks said of it. Immutable.
 *
 * @param status the payment's status of the newest webhook, or {@code new}
 * @param sequence of that webhook; −1 before the first
 */
record Order(String id, Product product, String paymentId, String status, long sequence) {
    static final String NEW = "new";

    static Order of(String id, Product product) {
        return new Order(id, product, "", NEW, -1);
    }

    Order paidBy(String payment) {
        return new Order(id, product, payment, status, sequence);
    }

    /** Webhooks come twice and in any order: only a later one changes something. */
    Order told(String newStatus, long newSequence) {
        return newSequence > sequence ? new Order(id, product, paymentId, newStatus, newSequence) : this;
    }
}
