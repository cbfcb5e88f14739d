package io.everswitch.journal;

import org.jspecify.annotations.Nullable;

/** A write was begun and failed, or its outcome was not learned: it may be there or not. */
public final class JournalUncertain extends JournalException {

    private static final long serialVersionUID = 1L;

    public JournalUncertain(String message) {
        this(message, null);
    }

    public JournalUncertain(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean surelyNotStored() {
        return false;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
