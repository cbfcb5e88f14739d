package io.everswitch.journal.store;

import io.everswitch.journal.JournalException;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.JournalUncertain;
import io.everswitch.journal.SequenceConflict;
import io.everswitch.journal.ack.AckDecision;
import io.everswitch.journal.ack.AckQuestion;
import io.everswitch.journal.ack.Store;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One append on its way to several stores: after every answer the rule is asked again. State under its own lock; stores are
 * asked and the stage is completed outside of it, on the threads that the stores answer on.
 */
final class CopiedAppend {

    private final Copies copies;
    private final Append append;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private final Set<Store> asked = EnumSet.noneOf(Store.class);
    private final Set<Store> accepted = EnumSet.noneOf(Store.class);
    private final Set<Store> failed = EnumSet.noneOf(Store.class);
    private @Nullable JournalException firstFailure;
    private boolean uncertain;

    CopiedAppend(Copies copies, Append append) {
        this.copies = copies;
        this.append = append;
    }

    CompletionStage<Void> begin() {
        step();
        return done;
    }

    private void step() {
        List<Store> ask = new ArrayList<>();
        Runnable end = null;
        synchronized (this) {
            Set<Store> healthy = copies.healthy();
            healthy.removeAll(failed);
            AckDecision decision = copies.rule().decide(new AckQuestion(healthy, accepted, copies.leaseValid()));
            switch (decision.verdict()) {
                case ACKNOWLEDGED -> end = () -> acknowledge(decision.exposed());
                case REFUSE -> end = asked.size() == failed.size() ? () -> done.completeExceptionally(refusal()) : null;
                case WAIT -> {
                    ask.addAll(decision.ask());
                    ask.removeAll(asked);
                    asked.addAll(ask);
                    boolean nobodyLeft = asked.size() == accepted.size() + failed.size();
                    end = nobodyLeft ? () -> done.completeExceptionally(unsettled()) : null;
                }
            }
        }
        if (end != null) {
            end.run();
        }
        for (Store store : ask) {
            copies.store(store).append(append).whenComplete((nothing, failure) -> answered(store, failure));
        }
    }

    private void answered(Store store, @Nullable Throwable failure) {
        SequenceConflict conflict = null;
        synchronized (this) {
            if (failure == null) {
                accepted.add(store);
            } else {
                JournalException why = typed(failure);
                failed.add(store);
                firstFailure = firstFailure == null ? why : firstFailure;
                uncertain |= !why.surelyNotStored();
                conflict = why instanceof SequenceConflict found ? found : null;
            }
        }
        if (conflict != null) {
            // Somebody else's facts stand there: no other store can make this append right.
            done.completeExceptionally(conflict);
            return;
        }
        step();
    }

    private void acknowledge(boolean exposed) {
        if (done.complete(null) && exposed) {
            copies.metrics().exposed(append.facts().size());
        }
    }

    private synchronized JournalException refusal() {
        JournalException why = firstFailure;
        if (why == null) {
            return new JournalUnavailable(
                    "too few stores can be reached for " + append.persistenceId() + ": " + copies.complaints());
        }
        return uncertain && why.surelyNotStored() ? unsettled() : why;
    }

    private synchronized JournalException unsettled() {
        return new JournalUncertain(
                append.persistenceId() + " " + append.firstSequenceNr() + " is held by " + accepted
                        + " only; the stores that could not be asked: " + failed,
                firstFailure);
    }

    private static JournalException typed(Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable bare = failure instanceof CompletionException && cause != null ? cause : failure;
        return bare instanceof JournalException known
                ? known
                : new JournalUncertain("a store failed: " + bare.getClass().getSimpleName(), bare);
    }
}
