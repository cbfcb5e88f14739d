package io.everswitch.journal.archive;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.everswitch.journal.JournalCorrupt;
import io.everswitch.journal.JournalException;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.PersistenceIds;
import io.everswitch.journal.store.FactReads;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoredFact;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads histories back from their cells, each read with a deadline. A history with a hole is being written: that is
 * {@link JournalUnavailable} and not a short history; two facts under one number are {@link JournalCorrupt}. Safe to use from any
 * thread; nothing blocks.
 */
final class HistoryReader implements FactReads {
    /** The place of a fact in the archive, which tells its bytes apart from any other's. */
    record Key(long sequenceNr, UUID timestamp) {}

    private final Cells cells;
    private final PersistenceIds ids;
    private final ArchiveSettings.Session settings;
    private final Executor completions;

    HistoryReader(Cells cells, PersistenceIds ids, ArchiveSettings.Session settings, Executor completions) {
        this.cells = cells;
        this.ids = ids;
        this.settings = settings;
        this.completions = completions;
    }

    @Override
    public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
        return facts(range.persistenceId()).thenApply(facts -> {
            int count = 0;
            for (StoredFact fact : facts) {
                long number = fact.sequenceNr();
                if (number >= range.fromSequenceNr() && number <= range.toSequenceNr() && count < range.max()) {
                    into.accept(fact);
                    count++;
                }
            }
            return count;
        });
    }

    @Override
    public CompletionStage<Long> highestSequenceNr(String persistenceId) {
        return keys(persistenceId).thenApply(keys -> (long) keys.size());
    }

    CompletionStage<List<StoredFact>> facts(String id) {
        Function<Row, StoredFact> read = row -> {
            FactRow fact = FactRow.of(id, row);
            byte[] bytes = fact.bytes();
            if (!FactRow.timeUuid(fact.timestampMs(), fact.sequenceNr(), bytes).equals(fact.timestamp())) {
                throw new JournalCorrupt("fact " + fact.sequenceNr() + " of " + id + " in the archive is damaged");
            }
            return new StoredFact(fact.sequenceNr(), bytes);
        };
        return read(id, Cql.FACTS, read, StoredFact::sequenceNr);
    }

    CompletionStage<List<Key>> keys(String id) {
        Function<Row, Key> read = row -> {
            UUID timestamp = row.getUuid("timestamp");
            if (timestamp == null) {
                throw new JournalCorrupt("a fact of " + id + " in the archive has no place");
            }
            return new Key(row.getLong("sequence_nr"), timestamp);
        };
        return read(id, Cql.KEYS, read, Key::sequenceNr);
    }

    private <T> CompletionStage<List<T>> read(String id, String cql, Function<Row, T> read, ToLongFunction<T> number) {
        CellSession cell;
        try {
            cell = cells.sessionOf(id, ids.cell(id));
        } catch (JournalException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<List<T>> done = new CompletableFuture<>();
        partitions(cell, id, cql, 0, read, new ArrayList<>())
                .whenCompleteAsync(
                        (found, failure) -> {
                            if (failure != null) {
                                done.completeExceptionally(typed(failure));
                                return;
                            }
                            JournalException wrong = checked(id, found, number);
                            if (wrong == null) {
                                done.complete(found);
                            } else {
                                done.completeExceptionally(wrong);
                            }
                        },
                        completions);
        long deadlineMs = settings.readDeadline().toMillis();
        return done.orTimeout(deadlineMs, TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(typed(failure)));
    }

    private static JournalException typed(Throwable failure) {
        Throwable bare = Failures.unwrap(failure);
        if (bare instanceof JournalException known) {
            return known;
        }
        String why = bare instanceof TimeoutException ? "did not answer in time" : Failures.describe(bare);
        return new JournalUnavailable("the archive cannot be read: " + why, bare);
    }

    private <T> CompletionStage<List<T>> partitions(
            CellSession cell, String id, String cql, long partitionNr, Function<Row, T> read, List<T> found) {
        CompletionStage<AsyncResultSet> asked = cell.run(cql, List.of(id, partitionNr));
        return CellSession.all(asked, settings.historyFactsMax(), read).thenCompose(page -> {
            found.addAll(page);
            boolean full = found.size() >= FactRow.lastOfPartition(partitionNr);
            return full
                    ? partitions(cell, id, cql, partitionNr + 1, read, found)
                    : CompletableFuture.completedFuture(found);
        });
    }

    private static <T> @Nullable JournalException checked(String id, List<T> found, ToLongFunction<T> number) {
        long expected = 1;
        for (T fact : found) {
            long here = number.applyAsLong(fact);
            if (here < expected) {
                return new JournalCorrupt("the archive holds two facts under number " + here + " of " + id);
            }
            if (here > expected) {
                return new JournalUnavailable("the archive lacks fact " + expected + " of " + id);
            }
            expected++;
        }
        return null;
    }
}
