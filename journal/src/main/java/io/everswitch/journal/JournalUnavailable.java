package io.everswitch.journal;

import org.jspecify.annotations.Nullable;

/** The journal accepts nothing now (sick, not enough room, too few copies, closed): nothing was done. */
public final class JournalUnavailable extends JournalException {

    private static final long serialVersionUID = 1L;

    public JournalUnavailable(String message) {
        this(message, null);
    }

    public JournalUnavailable(String message, @Nullable Throwable cause) {
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
