package io.everswitch.journal.store;

import java.util.List;

/**
 * A history with facts that the archive does not have yet.
 *
 * @param facts all of its facts; fact {@code n} is at place {@code n - 1}
 * @param archivedTo the highest sequence number that the archive is known to have, 0 for none
 */
public record Unarchived(String persistenceId, List<byte[]> facts, long archivedTo, boolean closed) {

    public Unarchived {
        facts = List.copyOf(facts);
    }
}
