package io.everswitch.node.http;

/** Whether the payer's money was taken; {@link #code} is the word in a problem document. */
enum ChargeState {
    NONE("none"),
    POSSIBLE("possible"),
    DONE("done");

    private final String code;

    ChargeState(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
