package io.everswitch.journal.archive;

import io.everswitch.journal.JournalException;
import io.everswitch.journal.PersistenceIds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Brings facts of one history into its cell: one batch, or several when there are many bytes, the batch with the first fact
 * last, so that a reader finds either none of them or a history without holes. Then the rows of the read model, each by itself.
 * May be repeated after any failure: the same facts are the same rows. Safe to use from any thread.
 */
final class HistoryWriter {
    private final Cells cells;
    private final PersistenceIds ids;
    private final ArchivedRows rows;
    private final long batchBytesMax;

    HistoryWriter(Cells cells, PersistenceIds ids, ArchivedRows rows, long batchBytesMax) {
        this.cells = cells;
        this.ids = ids;
        this.rows = rows;
        this.batchBytesMax = batchBytesMax;
    }

    /** @param facts all facts of the history; those up to {@code archivedTo} are in the archive already */
    CompletionStage<Void> write(String persistenceId, List<byte[]> facts, long archivedTo) {
        try {
            CellSession cell = cells.sessionOf(persistenceId, ids.cell(persistenceId));
            List<FactRow> all = rowsOf(persistenceId, 1, facts);
            List<FactRow> lacking = all.subList((int) Math.min(archivedTo, all.size()), all.size());
            CompletionStage<?> named = archivedTo == 0
                    ? cell.run(Cql.INSERT_ID, List.of(persistenceId))
                    : CompletableFuture.completedFuture(null);
            List<ArchivedRow> found =
                    rows.rows(persistenceId, all.stream().map(FactRow::fact).toList());
            return named.thenCompose(done -> batches(cell, lacking)).thenCompose(done -> readModel(cell, found));
        } catch (JournalException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static List<FactRow> rowsOf(String persistenceId, long firstSequenceNr, List<byte[]> facts) {
        List<FactRow> all = new ArrayList<>(facts.size());
        long sequenceNr = firstSequenceNr;
        for (byte[] fact : facts) {
            all.add(FactRow.of(persistenceId, sequenceNr++, fact));
        }
        return all;
    }

    private CompletionStage<Void> batches(CellSession cell, List<FactRow> facts) {
        List<List<List<Object>>> batches = split(facts, batchBytesMax);
        CompletionStage<Void> last = CompletableFuture.completedFuture(null);
        for (int i = batches.size() - 1; i >= 0; i--) {
            List<List<Object>> batch = batches.get(i);
            last = last.thenCompose(done -> cell.batch(Cql.INSERT, batch)).thenAccept(done -> {});
        }
        return last;
    }

    /** In the order of their numbers; no batch holds facts of two partitions. */
    static List<List<List<Object>>> split(List<FactRow> facts, long bytesMax) {
        List<List<List<Object>>> batches = new ArrayList<>();
        List<List<Object>> batch = new ArrayList<>();
        long bytes = 0;
        long partitionNr = 0;
        for (FactRow fact : facts) {
            boolean full = bytes + fact.size() > bytesMax || fact.partitionNr() != partitionNr;
            if (full && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            partitionNr = fact.partitionNr();
            bytes += fact.size();
            batch.add(values(fact));
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private static List<Object> values(FactRow fact) {
        return List.of(
                fact.persistenceId(),
                fact.partitionNr(),
                fact.sequenceNr(),
                fact.timestamp(),
                fact.timeBucket(),
                fact.writerUuid(),
                fact.serId(),
                fact.serManifest(),
                fact.eventManifest(),
                fact.event().duplicate(),
                fact.writeTimeMicros());
    }

    private static CompletionStage<Void> readModel(CellSession cell, List<ArchivedRow> found) {
        List<CompletableFuture<?>> writes = new ArrayList<>(found.size());
        for (ArchivedRow row : found) {
            writes.add(cell.run(row.cql(), row.values()).toCompletableFuture());
        }
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
    }
}
