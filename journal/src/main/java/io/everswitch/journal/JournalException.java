package io.everswitch.journal;

import org.jspecify.annotations.Nullable;

/**
 * A journal operation that did not succeed. Messages name persistence ids and sequence numbers, never what a fact says.
 */
public abstract class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** True: the store is certain that nothing was written. False: it may have been written; read before going on. */
    public abstract boolean surelyNotStored();

    /** Whether the same request may succeed later without anybody changing anything about it. */
    public abstract boolean retryable();
}
