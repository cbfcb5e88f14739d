package io.everswitch.journal.workingset;

import io.everswitch.journal.workingset.LedgerProcessor.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes into many ledgers, some at a time. Blocks: the {@link Certifier}'s thread's. */
final class Signatures {

    private static final int AT_ONCE = 64;
    private static final long PATIENCE_MS = 60_000;

    private final WorkingSet workingSet;
    private final Spools spools;

    Signatures(WorkingSet workingSet, Spools spools) {
        this.workingSet = workingSet;
        this.spools = spools;
    }

    void sign(Wish wish, Set<Integer> histories, Set<Integer> index, String run)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<CompletionStage<?>> all = new ArrayList<>();
        for (int partition : histories) {
            all.add(workingSet
                    .entries()
                    .ledger(workingSet.ledgers().key(partition), false, signature(wish, false, run)));
            settleSome(all);
        }
        for (int partition : index) {
            all.add(workingSet.entries().ledger(workingSet.ledgers().key(partition), true, signature(wish, true, run)));
            settleSome(all);
        }
        settle(all);
    }

    private <V extends Ledgered> LedgerProcessor<V> signature(Wish wish, boolean ofIndex, String run) {
        return LedgerProcessor.<V>of(wish, ofIndex, workingSet.nowMs()).by(spools.name(), run, spools.known());
    }

    private static void settleSome(List<CompletionStage<?>> all)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (all.size() >= AT_ONCE) {
            settle(all);
        }
    }

    private static void settle(List<CompletionStage<?>> all)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (CompletionStage<?> one : all) {
            one.toCompletableFuture().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        }
        all.clear();
    }
}
