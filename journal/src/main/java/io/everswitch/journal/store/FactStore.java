package io.everswitch.journal.store;

import io.everswitch.journal.ack.Store;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One place that holds facts: the seam between the journal and each of its stores. Every store passes the same contract
 * suite. Safe to use from several threads; no method blocks; stages complete on the store's own executor and, when they
 * fail, with a {@link io.everswitch.journal.JournalException}.
 */
public interface FactStore extends FactReads, AutoCloseable {

    Store store();

    /**
     * Stores all of it or nothing, and completes when this store will never lose it. The first sequence number must be the
     * highest stored one plus one, or the very same facts must stand there already (then it is a success, nothing is
     * written); otherwise {@link io.everswitch.journal.SequenceConflict}.
     */
    CompletionStage<Void> append(Append append);

    /**
     * Hands the facts of a range to {@code into}, in order, on one of the store's threads, and completes with their number.
     * Facts whose append was acknowledged before the call are among them.
     */
    @Override
    CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into);

    /**
     * The highest stored sequence number, 0 if there is none. Waits for appends of this id that were handed in before, so
     * that an actor that restarts cannot use a number again that is on its way.
     */
    @Override
    CompletionStage<Long> highestSequenceNr(String persistenceId);

    StoreHealth health();

    /** Finishes what was accepted, then gives everything back. */
    @Override
    void close();
}
