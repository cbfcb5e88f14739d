package io.everswitch.journal;

import org.jspecify.annotations.Nullable;

/** What was read is not what was written, or part of it is missing. */
public final class JournalCorrupt extends JournalException {

    private static final long serialVersionUID = 1L;

    public JournalCorrupt(String message) {
        this(message, null);
    }

    public JournalCorrupt(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean surelyNotStored() {
        return true;
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
