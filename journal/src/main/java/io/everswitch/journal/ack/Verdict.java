package io.everswitch.journal.ack;

/** What may be told about a fact now. */
public enum Verdict {
    /** Enough stores hold it: it is never lost, and may be told. */
    ACKNOWLEDGED,
    /** Not enough yet; or some hold it while too few can be reached, so it is neither stored nor surely not stored. */
    WAIT,
    /** Too few stores can be reached and none holds it: nothing is done, say so. */
    REFUSE
}
