package io.everswitch.chaos.http;

/** Something sent to us that is wrong, with the field's name and never its value. */
public final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String detail;

    public BadInput(String field, String detail) {
        super(field + " " + detail);
        this.field = field;
        this.detail = detail;
    }

    BadInput(String field, String detail, Exception cause) {
        super(field + " " + detail + " (" + cause.getClass().getSimpleName() + ")");
        this.field = field;
        this.detail = detail;
    }

    public String field() {
        return field;
    }

    /** The answer that tells the caller. */
    public Reply reply() {
        return Reply.problem(400, "invalid_request", detail, field);
    }
}
