package io.everswitch.chaos.bank;

/**
 * What the books say to a request.
 *
 * @param code two characters of field 39; 00 means done
 * @param bankReference the bank's own reference of what was asked about, or empty
 */
record BookAnswer(Kind kind, String code, String bankReference, BookState state, long amount, String currency) {
    enum Kind {
        /** Done now, or done before and asked again. */
        DONE,
        /** A payment that is declined, or a refund or reversal that is refused. */
        REFUSED,
        /** A payment under a reference that was used before; nothing is done. */
        DUPLICATE,
        /** No payment with this reference. */
        NOT_FOUND,
        /** The books cannot be written; nothing is done. */
        BUSY
    }

    static final BookAnswer BUSY = new BookAnswer(Kind.BUSY, "96", "", BookState.NONE, 0, "XXX");

    static BookAnswer notFound() {
        return new BookAnswer(Kind.NOT_FOUND, "25", "", BookState.NONE, 0, "XXX");
    }

    boolean isDone() {
        return kind == Kind.DONE;
    }
}
