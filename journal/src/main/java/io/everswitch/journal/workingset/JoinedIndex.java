package io.everswitch.journal.workingset;

import io.everswitch.journal.Due;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.store.IndexStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The index of a node with a working set: decided and read there, noted in this node's spool before it is answered. */
final class JoinedIndex implements IndexStore {

    private final WorkingSetIndex index;
    private final NotedSpool noted;
    private final Spool spool;

    JoinedIndex(WorkingSetIndex index, NotedSpool noted, Spool spool) {
        this.index = index;
        this.noted = noted;
        this.spool = spool;
    }

    @Override
    public CompletionStage<String> claim(Claim claim) {
        return index.claim(claim)
                .thenCompose(standing -> noted.keep(
                                new Claim(claim.space(), claim.key(), standing, claim.expiresAtMs(), claim.durable()))
                        .thenApply(nothing -> standing));
    }

    @Override
    public CompletionStage<Void> put(IndexEntry entry) {
        String value = entry.value();
        return index.put(entry)
                .thenCompose(nothing -> value == null
                        ? noted.forget(entry.space(), entry.key())
                        : noted.keep(new Claim(entry.space(), entry.key(), value, Long.MAX_VALUE, true)));
    }

    @Override
    public CompletionStage<Optional<String>> lookup(String space, String key) {
        return index.lookup(space, key);
    }

    @Override
    public CompletionStage<List<IndexEntry>> scan(IndexRange range, int limit) {
        return index.scan(range, limit);
    }

    @Override
    public CompletionStage<List<Due>> dueAfter(Due after, long untilMs, int limit) {
        return index.dueAfter(after, untilMs, limit);
    }

    @Override
    public CompletionStage<Integer> sweepExpired(int limit) {
        return index.sweepExpired(limit).thenCombine(spool.sweepExpired(limit), Integer::sum);
    }
}
