package io.everswitch.journal.store;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** How facts are read back when an actor starts. Threads and failures as in {@link FactStore}. */
public interface FactReads {

    CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into);

    /** Asked before {@link #replay}; what it needs to make sure of before an actor goes on is done here. */
    CompletionStage<Long> highestSequenceNr(String persistenceId);
}
