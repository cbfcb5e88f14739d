package io.everswitch.journal.plugin;

import io.everswitch.journal.FactRefused;
import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.Copies;
import io.everswitch.journal.store.ReplayRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;

/**
 * The Pekko Persistence plugin {@code everswitch.journal}. Its actor only hands over; serialization, writing and reading
 * happen on the journal's threads.
 *
 * <p>What can never be stored (not serializable, too large) is <em>rejected</em>. Everything else that goes wrong fails the
 * write: the actor stops or restarts and recovers what is really there, also after a {@link
 * io.everswitch.journal.SequenceConflict}, where somebody else wrote. {@link
 * io.everswitch.journal.JournalException#surelyNotStored()} of the cause says whether "nothing was done" may be told.
 *
 * <p>Facts are never deleted by actors: deletion fails with an {@link UnsupportedOperationException}.
 */
public final class EverswitchJournal extends AsyncWriteJournal {

    private static final Iterable<Optional<Exception>> ALL_STORED = List.of();

    private final Copies copies;
    private final FactCodec codec;
    private final Lanes lanes;
    /** Writes that may still be with a serializer, by persistence id. */
    private final ConcurrentHashMap<String, CompletableFuture<?>> pending = new ConcurrentHashMap<>();

    /** Called by Pekko. */
    public EverswitchJournal() {
        JournalExtension journal = JournalExtension.get(context().system());
        this.copies = journal.copies();
        this.codec = new FactCodec(context().system());
        this.lanes = new Lanes(journal.serializerThreads());
    }

    @Override
    public void postStop() throws Exception {
        lanes.close();
        super.postStop();
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> messages) {
        List<AtomicWrite> writes = new ArrayList<>();
        messages.forEach(writes::add);
        String persistenceId = writes.get(0).persistenceId();
        CompletableFuture<Iterable<Optional<Exception>>> stored = new CompletableFuture<>();
        // Before it leaves this thread: the next message may be a restarted actor that asks how far its history goes.
        pending.put(persistenceId, stored);
        CompletableFuture<Iterable<Optional<Exception>>> settled =
                stored.whenComplete((results, failure) -> pending.remove(persistenceId, stored));
        lanes.of(persistenceId).execute(() -> write(writes, stored));
        return Stages.toFuture(settled, results -> results == null ? ALL_STORED : results);
    }

    private void write(List<AtomicWrite> writes, CompletableFuture<Iterable<Optional<Exception>>> stored) {
        List<Optional<Exception>> results = new ArrayList<>(writes.size());
        CompletionStage<@Nullable Void> last = CompletableFuture.completedStage(null);
        boolean rejected = false;
        for (AtomicWrite write : writes) {
            try {
                Append append = codec.encode(write);
                CompletionStage<Void> appended = copies.append(append);
                last = writes.size() == 1 ? appended : last.runAfterBoth(appended, () -> {});
                results.add(Optional.empty());
            } catch (FactRefused e) {
                rejected = true;
                results.add(Optional.of(e));
            } catch (RuntimeException | Error e) {
                stored.completeExceptionally(e);
                return;
            }
        }
        Iterable<Optional<Exception>> answer = rejected ? results : ALL_STORED;
        last.whenComplete((nothing, failure) -> settle(writes, stored, answer, failure));
    }

    /** A fact that the store itself refuses (too large) is a rejection, too, when it was alone. */
    private static void settle(
            List<AtomicWrite> writes,
            CompletableFuture<Iterable<Optional<Exception>>> stored,
            Iterable<Optional<Exception>> answer,
            @Nullable Throwable failure) {
        if (failure == null) {
            stored.complete(answer);
            return;
        }
        Throwable bare = Stages.unwrap(failure);
        if (bare instanceof FactRefused refused && writes.size() == 1) {
            stored.complete(List.of(Optional.of(refused)));
        } else {
            stored.completeExceptionally(bare);
        }
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        return Futures.failed(new UnsupportedOperationException("facts are never deleted: " + persistenceId));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId,
            long fromSequenceNr,
            long toSequenceNr,
            long max,
            Consumer<PersistentRepr> replayCallback) {
        ReplayRange range = new ReplayRange(persistenceId, fromSequenceNr, toSequenceNr, max);
        CompletionStage<Integer> replayed =
                copies.replay(range, fact -> replayCallback.accept(codec.decode(persistenceId, fact)));
        return Stages.toFuture(replayed, count -> null);
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        CompletableFuture<?> onItsWay = pending.get(persistenceId);
        CompletionStage<Long> highest = onItsWay == null
                ? copies.highestSequenceNr(persistenceId)
                : onItsWay.handle((done, failure) -> persistenceId).thenCompose(copies::highestSequenceNr);
        return Stages.toFuture(highest, number -> number == null ? 0L : number);
    }
}
