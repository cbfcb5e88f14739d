package io.everswitch.node.http;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a request, at most {@value #MAX} of it: nobody reads more. Not thread-safe. */
final class FieldErrors {
    private static final int MAX = 20;

    private final List<FieldError> errors = new ArrayList<>(0);

    void add(String field, String rule) {
        if (errors.size() < MAX) {
            errors.add(new FieldError(field, rule));
        }
    }

    /** @throws Refused if anything is wrong */
    void check() {
        if (!errors.isEmpty()) {
            throw new Refused(Problem.invalid(errors));
        }
    }
}
