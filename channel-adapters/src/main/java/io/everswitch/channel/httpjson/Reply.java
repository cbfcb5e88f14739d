package io.everswitch.channel.httpjson;

/** What became of one HTTP exchange. Immutable as long as nobody writes into {@link #body}. */
final class Reply {
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

    boolean isAnswer() {
        return problem.isEmpty();
    }

    boolean written() {
        return written;
    }

    String problem() {
        return problem;
    }

    int httpStatus() {
        return httpStatus;
    }

    byte[] body() {
        return body;
    }
}
