package io.everswitch.journal.workingset;

import io.everswitch.journal.IndexEntry;
import java.util.List;

/** What a claim read. The arrays may be those that are stored: nobody changes them. */
record Claimed(
        long highestSequenceNr,
        List<byte[]> facts,
        long nextDueAtMs,
        boolean closed,
        List<IndexEntry> index,
        int archivedTo,
        long askArchiveBeforeMs) {

    static Claimed from(Reply reply) {
        return new Claimed(
                reply.highest,
                reply.facts,
                reply.nextDueAtMs,
                reply.closed,
                reply.index,
                reply.archivedTo,
                reply.askArchiveBeforeMs);
    }
}
