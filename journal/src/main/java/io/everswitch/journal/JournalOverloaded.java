package io.everswitch.journal;

import org.jspecify.annotations.Nullable;

/** More work waits than the journal's bounds allow: nothing was done. */
public final class JournalOverloaded extends JournalException {

    private static final long serialVersionUID = 1L;

    public JournalOverloaded(String message) {
        this(message, null);
    }

    public JournalOverloaded(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean surelyNotStored() {
        return true;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
