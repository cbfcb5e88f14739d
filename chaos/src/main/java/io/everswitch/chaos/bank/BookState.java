package io.everswitch.chaos.bank;

/** What the bank knows under a reference. The code is how {@link BookTable} packs it. */
enum BookState {
    NONE(0),
    CHARGED(1),
    DECLINED(2),
    REVERSED(3),
    VOID(4),
    REFUNDED(5),
    REFUND_REFUSED(6);

    private static final BookState[] BY_CODE = values();
    private final int code;

    BookState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static BookState ofCode(int code) {
        return BY_CODE[code];
    }
}
