package io.everswitch.journal;

import org.jspecify.annotations.Nullable;

/** Another process has the directory open, or it is not this journal's directory or format. */
public final class JournalInUse extends JournalException {

    private static final long serialVersionUID = 1L;

    public JournalInUse(String message) {
        this(message, null);
    }

    public JournalInUse(String message, @Nullable Throwable cause) {
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
