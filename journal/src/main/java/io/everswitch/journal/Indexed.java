package io.everswitch.journal;

import java.util.List;

/**
 * What the journal keeps beside a fact. An event payload that implements it is asked once, when the fact is written; the
 * answers are not part of the fact and are not there when it is read back. Of several facts written together the last one
 * says what is due; index entries of all of them are applied in order. A payload that does not implement it leaves the due
 * time and the flags as they were.
 */
public interface Indexed {

    /** When somebody has to look at this persistence id again, epoch milliseconds; {@link Long#MAX_VALUE}: nothing is owed. */
    long nextDueAtMs();

    /** Whether the history is complete: nothing is owed and nothing more is expected. */
    boolean closed();

    /** Index changes that become visible together with the fact, or not at all. */
    List<IndexEntry> index();
}
