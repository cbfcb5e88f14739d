package io.everswitch.node.entity;

/** The switch cannot answer now: an actor did not reply in time or the journal refused. Repeat the same request. */
public final class PaymentsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean nothingDone;

    /** @param nothingDone true only if surely no fact was written */
    public PaymentsUnavailable(String message, boolean nothingDone) {
        super(message);
        this.nothingDone = nothingDone;
    }

    public boolean nothingDone() {
        return nothingDone;
    }
}
