package io.everswitch.node.control;

/** Whether a payer's account at a bank can be charged now, as far as this node knows. */
public enum BankState {
    AVAILABLE("available"),
    /** It may work: all ways to it are slow, failing, capped or drained. */
    DEGRADED("degraded"),
    /** No attempt would begin there, as planned: a schedule stops it. */
    MAINTENANCE("maintenance"),
    /** No attempt would begin there: stopped, switched off, or not connected. */
    UNAVAILABLE("unavailable");

    private final String code;

    BankState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
