package io.everswitch.journal.workingset;

import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.JournalUncertain;
import io.everswitch.journal.SequenceConflict;
import io.everswitch.journal.store.Append;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Appends on their way to the working set: one id's go one after the other. Safe from any thread; only the end blocks. */
final class Appends {

    private final WorkingSet owner;
    private final WorkingSet.Way way;

    /** The last append of each id that is on its way. */
    private final ConcurrentHashMap<String, CompletableFuture<?>> pending = new ConcurrentHashMap<>();

    Appends(WorkingSet owner, WorkingSet.Way way) {
        this.owner = owner;
        this.way = way;
    }

    CompletionStage<Void> append(Append append) {
        String id = append.persistenceId();
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<?> before = pending.put(id, done);
        CompletableFuture<Void> watched = done.whenComplete((nothing, failure) -> pending.remove(id, done));
        if (before == null) {
            send(append, done);
        } else {
            var unused = before.whenComplete((nothing, failure) -> send(append, done));
        }
        return watched;
    }

    /** What is on its way for this id; null: nothing. */
    @Nullable
    CompletableFuture<?> of(String id) {
        return pending.get(id);
    }

    private void send(Append append, CompletableFuture<Void> done) {
        String id = append.persistenceId();
        long nowMs = owner.nowMs();
        String what = id + " " + append.firstSequenceNr();
        AtomicBoolean again = new AtomicBoolean();
        var unused = owner.certain()
                .askSoonAgain(what, reply -> !reply.done, repeated -> {
                    again.set(repeated);
                    return way.submit(owner.maps().histories(), id, new AppendProcessor(append, nowMs, repeated));
                })
                .thenCompose(reply -> {
                    if (reply.inDoubt) {
                        String why = what + " cannot be written: its partition is in doubt";
                        throw again.get() ? new JournalUncertain(why) : new JournalUnavailable(why);
                    }
                    if (!reply.done) {
                        throw new SequenceConflict(id, append.firstSequenceNr(), reply.highest);
                    }
                    return owner.index().apply(id, append.lastSequenceNr(), append.index());
                })
                .whenComplete((nothing, failure) -> finish(done, failure));
    }

    private void finish(CompletableFuture<Void> done, @Nullable Throwable failure) {
        if (failure == null) {
            done.complete(null);
        } else {
            Throwable bare = Queries.bare(failure);
            owner.metrics().failed(bare.getClass().getSimpleName());
            done.completeExceptionally(bare);
        }
    }

    /** Waits for what is on its way. Blocks; false: it was not done in time. */
    boolean awaitLast(long ms) {
        CompletableFuture<?>[] last = pending.values().toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(last).handle((nothing, failure) -> "").get(ms, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
