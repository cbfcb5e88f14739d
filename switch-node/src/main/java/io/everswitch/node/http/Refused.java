package io.everswitch.node.http;

/** Leaves the reading of a request with the problem that will be its answer. No stack trace: it is no bug of ours. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized: it does not leave this package
    private final Problem problem;

    Refused(Problem problem) {
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
