package io.everswitch.chaos.bank;

/** What a line of the books says. Only money moved is in the ledger; the rest are notes that the bank must remember. */
enum BookKind {
    CHARGE("charge", true),
    REVERSAL("reversal", true),
    REFUND("refund", true),
    /** A payment that was declined. */
    DECLINE("decline", false),
    /** A reference that was reversed before any payment came under it: none will be accepted. */
    VOID("void", false),
    /** A refund that was refused. */
    REFUSAL("refusal", false);

    private final String word;
    private final boolean money;

    BookKind(String word, boolean money) {
        this.word = word;
        this.money = money;
    }

    String word() {
        return word;
    }

    boolean isMoney() {
        return money;
    }

    static BookKind ofWord(String word) {
        for (BookKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no such kind of booking");
    }
}
