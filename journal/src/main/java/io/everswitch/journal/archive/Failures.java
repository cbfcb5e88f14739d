package io.everswitch.journal.archive;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import io.everswitch.journal.JournalException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What the driver's failures are called, without statements or values. */
final class Failures {
    private Failures() {}

    static Throwable unwrap(Throwable failure) {
        Throwable bare = failure;
        while ((bare instanceof CompletionException || bare instanceof ExecutionException) && bare.getCause() != null) {
            bare = bare.getCause();
        }
        return bare;
    }

    static String describe(Throwable failure) {
        Throwable bare = unwrap(failure);
        if (bare instanceof AllNodesFailedException all) {
            return "no node answered"
                    + all.getAllErrors().values().stream()
                            .flatMap(errors -> errors.stream())
                            .findFirst()
                            .map(error -> " (" + error.getClass().getSimpleName() + ")")
                            .orElse("");
        }
        return bare instanceof JournalException
                ? String.valueOf(bare.getMessage())
                : bare.getClass().getSimpleName();
    }
}
