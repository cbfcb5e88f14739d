package io.everswitch.channel.http;

/** What became of one HTTP exchange. Immutable as long as nobody writes into {@link #body}. */
public final class Reply {
    private final boolean written;
    private final String problem;
    private final int httpStatus;
    private final byte[] body;

    private Reply(boolean written, String problem, int httpStatus, byte[] body) {
        this.written = written;
        this.problem = problem;
        this.httpStatus = httpStatus;
        this.body = body;
    }

    static Reply answer(int httpStatus, byte[] body) {
        return new Reply(true, "", httpStatus, body);
    }

    /** @param written whether any byte of the request may have left */
    static Reply failed(boolean written, String problem) {
        return new Reply(written, problem, 0, new byte[0]);
    }

    /** Whether the bank answered, with whatever status. */
    public boolean isAnswer() {
        return problem.isEmpty();
    }

    /** Whether any byte of the request may have left. */
    public boolean written() {
        return written;
    }

    /** Why there is no answer, one word; empty if there is one. */
    public String problem() {
        return problem;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public byte[] body() {
        return body;
    }
}
