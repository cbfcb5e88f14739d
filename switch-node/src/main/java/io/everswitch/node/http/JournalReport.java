package io.everswitch.node.http;

import io.everswitch.journal.StoresStatus;
import io.everswitch.journal.archive.ArchiveStatus;
import java.util.List;

/**
 * How this node's journal is, for whoever has to decide what to do about it.
 *
 * @param conflicts payments with facts that lost against others and are kept aside, the first hundred
 */
public record JournalReport(StoresStatus stores, ArchiveStatus archive, List<String> conflicts) {
    public JournalReport {
        conflicts = List.copyOf(conflicts);
    }
}
