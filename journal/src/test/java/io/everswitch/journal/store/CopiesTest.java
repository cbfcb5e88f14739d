package io.everswitch.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.JournalUncertain;
import io.everswitch.journal.SequenceConflict;
import io.everswitch.journal.ack.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class CopiesTest {

    private final Scripted spool = new Scripted(Store.SPOOL);
    private final Scripted workingSet = new Scripted(Store.WORKING_SET);
    private final Copies copies = new Copies(List.of(spool, workingSet), 2, () -> true, () -> JournalMetrics.NONE);
    private final Append append = StoreContract.plain("p", 1, "a");

    @Test
    void append_twoOfTwo_isAcknowledgedOnlyWithBothAndTheJudgeFirst() {
        CompletableFuture<Void> done = copies.append(append).toCompletableFuture();
        assertEquals(0, spool.asked(), "the judge has not accepted yet");
        workingSet.answer().complete(null);
        assertFalse(done.isDone(), "one copy is not two");
        spool.answer().complete(null);
        Await.value(done);
    }

    @Test
    void append_theJudgeFails_nobodyElseIsAskedAndNothingIsDone() {
        CompletionStage<Void> done = copies.append(append);
        workingSet.answer().completeExceptionally(new JournalUnavailable("down"));
        assertInstanceOf(JournalUnavailable.class, Await.failure(done));
        assertEquals(true, Await.failure(done).surelyNotStored());
        assertEquals(0, spool.asked());
    }

    @Test
    void append_theJudgeDoesNotKnow_isUncertainAndNobodyElseIsAsked() {
        CompletionStage<Void> done = copies.append(append);
        workingSet.answer().completeExceptionally(new JournalUncertain("half way"));
        assertEquals(false, Await.failure(done).surelyNotStored());
        assertEquals(0, spool.asked());
    }

    @Test
    void append_theJudgeFindsAConflict_isAConflictAndTheSpoolNeverHoldsIt() {
        CompletionStage<Void> done = copies.append(append);
        workingSet.answer().completeExceptionally(new SequenceConflict("p", 1, 4));
        assertInstanceOf(SequenceConflict.class, Await.failure(done));
        assertEquals(0, spool.asked());
    }

    @Test
    void append_theSpoolIsSick_isRefusedBeforeTheJudgeIsAsked() {
        spool.sick();
        assertInstanceOf(JournalUnavailable.class, Await.failure(copies.append(append)));
        assertEquals(0, workingSet.asked(), "nothing is done");
    }

    @Test
    void append_theJudgeIsSick_isRefusedBeforeAnybodyIsAsked() {
        workingSet.sick();
        assertInstanceOf(JournalUnavailable.class, Await.failure(copies.append(append)));
        assertEquals(0, spool.asked() + workingSet.asked());
    }

    @Test
    void append_theSpoolFailsAfterTheJudge_isUncertain() {
        CompletionStage<Void> done = copies.append(append);
        workingSet.answer().complete(null);
        spool.answer().completeExceptionally(new JournalUnavailable("down"));
        assertInstanceOf(JournalUncertain.class, Await.failure(done));
    }

    @Test
    void append_theSpoolTurnsSickAfterTheJudge_isUncertain() {
        CompletionStage<Void> done = copies.append(append);
        spool.sick();
        workingSet.answer().complete(null);
        assertInstanceOf(JournalUncertain.class, Await.failure(done));
        assertEquals(0, spool.asked());
    }

    /** Answers when it is told to. */
    private static final class Scripted implements FactStore {

        private final Store name;
        private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
        private StoreHealth health = StoreHealth.HEALTHY;
        private int asked;

        Scripted(Store name) {
            this.name = name;
        }

        CompletableFuture<Void> answer() {
            return waiting.remove();
        }

        int asked() {
            return asked;
        }

        void sick() {
            health = StoreHealth.sick("told so");
        }

        @Override
        public Store store() {
            return name;
        }

        @Override
        public CompletionStage<Void> append(Append append) {
            asked++;
            CompletableFuture<Void> answer = new CompletableFuture<>();
            waiting.add(answer);
            return answer;
        }

        @Override
        public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
            return CompletableFuture.completedFuture(0);
        }

        @Override
        public CompletionStage<Long> highestSequenceNr(String persistenceId) {
            return CompletableFuture.completedFuture(0L);
        }

        @Override
        public StoreHealth health() {
            return health;
        }

        @Override
        public void close() {}
    }
}
