package io.everswitch.journal;

import org.jspecify.annotations.Nullable;

/** A fact or index change that can never be stored: too large, not serializable, a malformed id. */
public final class FactRefused extends JournalException {

    private static final long serialVersionUID = 1L;

    public FactRefused(String message) {
        this(message, null);
    }

    public FactRefused(String message, @Nullable Throwable cause) {
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
