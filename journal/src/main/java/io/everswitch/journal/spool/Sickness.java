package io.everswitch.journal.spool;

import io.everswitch.journal.JournalCorrupt;
import io.everswitch.journal.JournalException;
import io.everswitch.journal.JournalUnavailable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why the spool does not write any more. A disk that failed a write or an fsync once is not trusted again by this process:
 * what its cache holds is unknown (a later fsync may succeed without the lost pages). Opening again reads what is really
 * there. Want of room is not a sickness of this kind: it passes. Safe to use from any thread.
 */
final class Sickness {

    private static final Logger LOG = LoggerFactory.getLogger(Sickness.class);

    private volatile String reason = "";

    String reason() {
        return reason;
    }

    void fellSick(String why, Throwable cause) {
        if (reason.isEmpty()) {
            reason = why;
            LOG.error("the spool is sick and refuses writes until it is opened again: {}", why, cause);
        }
    }

    /** What a failed read means, as the journal says it; damage also makes the spool sick. */
    JournalException onRead(RocksDBException e) {
        String what = describe(e);
        Status status = e.getStatus();
        if (status != null && status.getCode() == Status.Code.Corruption) {
            fellSick("damaged data: " + what, e);
            return new JournalCorrupt("the spool's data is damaged: " + what, e);
        }
        return new JournalUnavailable("the spool cannot be read: " + what, e);
    }

    static String describe(RocksDBException e) {
        Status status = e.getStatus();
        String text = status == null ? String.valueOf(e.getMessage()) : status.getCodeString() + " " + e.getMessage();
        return text.isBlank() ? e.toString() : text;
    }
}
