package io.everswitch.journal.workingset;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.spool.Spool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a spool beside a working set notes of a history besides its facts, so that it can be forgotten together. Stateless. */
public final class SpoolNotes {
    private static final String CLAIMS = "~claims";
    private static final int PAGE = 1_000;

    private SpoolNotes() {}

    /** @param removed entries of the index that go with the history; the claims that made them go, too */
    public static CompletionStage<List<IndexEntry>> of(Spool spool, String persistenceId, List<IndexEntry> removed) {
        List<IndexEntry> all = new ArrayList<>(removed);
        for (IndexEntry entry : removed) {
            all.add(new IndexEntry(CLAIMS, entry.space() + '\0' + entry.key(), null));
        }
        return notes(spool, persistenceId, all);
    }

    /** A page is more than any payment has; what is left is found when the same id is forgotten again. */
    private static CompletionStage<List<IndexEntry>> notes(Spool spool, String id, List<IndexEntry> all) {
        return spool.scan(IndexRange.of(IndexNotes.SPACE, IndexNotes.prefix(id)), PAGE)
                .thenCompose(page -> {
                    page.forEach(note -> all.add(new IndexEntry(note.space(), note.key(), null)));
                    return CompletableFuture.completedFuture(all);
                });
    }
}
