package io.everswitch.journal.archive;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.everswitch.journal.JournalOverloaded;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.ack.Health;
import io.everswitch.journal.ack.HealthMeter;
import io.everswitch.journal.store.StoreHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cell's Cassandra session. It is opened in the background and tried again for ever, so a cell that is not there costs
 * nobody anything but an answer at once that it is not. Every request has the driver's time limit and counts for the cell's
 * health; a probe notices both sickness and recovery without any traffic. Safe to use from any thread; nothing blocks; stages
 * complete on the executor that was given.
 */
final class CellSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CellSession.class);
    private static final long RETRY_FIRST_MS = 500;

    private final Cell cell;
    private final ArchiveSettings settings;
    private final ArchiveThreads threads;
    private final ArchivedRows rows;
    private final Semaphore requests;
    private final ConcurrentHashMap<String, CompletionStage<PreparedStatement>> prepared = new ConcurrentHashMap<>();
    private volatile @Nullable CqlSession session;
    private volatile boolean closed;
    private HealthMeter meter;
    private volatile String complaint = "not connected yet";
    private long retryMs = RETRY_FIRST_MS;

    CellSession(Cell cell, ArchiveSettings settings, ArchivedRows rows, ArchiveThreads threads) {
        this.cell = cell;
        this.settings = settings;
        this.rows = rows;
        this.threads = threads;
        this.requests = new Semaphore(settings.session().requestsMax());
        this.meter = HealthMeter.healthy(settings.session().limits()).sick(threads.nowMs());
        timer().execute(this::connect);
        long everyMs = settings.session().probeEvery().toMillis();
        threads.later(this::probeAgain, everyMs);
    }

    private ScheduledExecutorService timer() {
        return threads.timer();
    }

    Cell cell() {
        return cell;
    }

    /** Empty when it is worth asking. */
    String complaint() {
        return complaint;
    }

    StoreHealth health() {
        String why = complaint;
        return why.isEmpty() ? StoreHealth.HEALTHY : StoreHealth.sick("archive cell " + cell.id() + ": " + why);
    }

    private void connect() {
        if (closed) {
            return;
        }
        CompletionStage<CqlSession> opening;
        try {
            opening = DriverSettings.open(cell, settings.session());
        } catch (RuntimeException e) {
            opening = CompletableFuture.failedFuture(e);
        }
        opening.whenCompleteAsync(
                (opened, failure) -> {
                    if (failure != null) {
                        notConnected(failure);
                    } else {
                        connected(opened);
                    }
                },
                timer());
    }

    private void notConnected(Throwable failure) {
        complain("cannot be reached: " + Failures.describe(failure));
        if (!closed) {
            threads.later(this::connect, retryMs);
            retryMs = Math.min(retryMs * 2, settings.session().reconnectMax().toMillis());
        }
    }

    private void connected(CqlSession opened) {
        if (closed) {
            opened.closeAsync();
            return;
        }
        CompletionStage<?> ready = settings.createSchema()
                ? SchemaChange.apply(opened, Cql.schema(cell.keyspace(), settings.replication(), rows))
                : CompletableFuture.completedFuture(null);
        ready.whenCompleteAsync(
                (done, failure) -> {
                    if (failure != null) {
                        opened.closeAsync();
                        notConnected(failure);
                        return;
                    }
                    session = opened;
                    if (closed) {
                        opened.closeAsync();
                        return;
                    }
                    LOG.info("archive cell {} is connected", cell.id());
                    probe(opened);
                },
                timer());
    }

    private void probeAgain() {
        CqlSession open = session;
        if (closed) {
            return;
        }
        if (open != null) {
            probe(open);
        }
        threads.later(this::probeAgain, settings.session().probeEvery().toMillis());
    }

    private void probe(CqlSession open) {
        if (requests.tryAcquire()) {
            answered(ask(open, Cql.PROBE, List.of()));
        }
    }

    /** Runs one statement. Fails at once while the cell is sick. */
    CompletionStage<AsyncResultSet> run(String cql, List<Object> values) {
        return guarded(open -> ask(open, cql, values));
    }

    /** Writes rows of one partition together: all or nothing. */
    CompletionStage<AsyncResultSet> batch(String cql, List<List<Object>> rowsOfOnePartition) {
        return guarded(open -> prepare(open, cql).thenCompose(statement -> {
            BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
            for (List<Object> values : rowsOfOnePartition) {
                batch.addStatement(statement.bind(values.toArray()));
            }
            return open.executeAsync(ready(batch.build()));
        }));
    }

    private CompletionStage<AsyncResultSet> guarded(Function<CqlSession, CompletionStage<AsyncResultSet>> request) {
        CqlSession open = session;
        String why = complaint;
        if (open == null || !why.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new JournalUnavailable("archive cell " + cell.id() + " is not available: " + why));
        }
        if (!requests.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new JournalOverloaded("too many requests to archive cell " + cell.id()));
        }
        return answered(request.apply(open));
    }

    private CompletionStage<AsyncResultSet> answered(CompletionStage<AsyncResultSet> asked) {
        return asked.handleAsync(
                        (result, failure) -> {
                            requests.release();
                            note(failure);
                            return failure == null
                                    ? CompletableFuture.completedFuture(result)
                                    : CompletableFuture.<AsyncResultSet>failedFuture(failed(failure));
                        },
                        threads.completions())
                .thenCompose(Function.identity());
    }

    private JournalUnavailable failed(Throwable failure) {
        return new JournalUnavailable(
                "archive cell " + cell.id() + ": " + Failures.describe(failure), Failures.unwrap(failure));
    }

    private CompletionStage<AsyncResultSet> ask(CqlSession open, String cql, List<Object> values) {
        return prepare(open, cql).thenCompose(statement -> open.executeAsync(ready(statement.bind(values.toArray()))));
    }

    private <T extends Statement<T>> T ready(T statement) {
        return statement
                .setConsistencyLevel(settings.session().consistency())
                .setTimeout(settings.session().requestTimeout())
                .setIdempotent(true);
    }

    private CompletionStage<PreparedStatement> prepare(CqlSession open, String cql) {
        CompletionStage<PreparedStatement> preparing =
                prepared.computeIfAbsent(cql, text -> open.prepareAsync(Cql.in(cell.keyspace(), text)));
        if (preparing.toCompletableFuture().isCompletedExceptionally()) {
            // Asked again by whoever comes next.
            prepared.remove(cql, preparing);
        }
        return preparing;
    }

    private synchronized void note(@Nullable Throwable failure) {
        long nowMs = threads.nowMs();
        Health before = meter.health();
        meter = failure == null ? meter.succeeded(nowMs) : meter.failed(nowMs);
        if (meter.health() == Health.SICK) {
            complain(failure == null ? complaint : Failures.describe(failure));
        } else if (before == Health.SICK) {
            complaint = "";
            LOG.info("archive cell {} is healthy", cell.id());
        }
    }

    private void complain(String why) {
        if (complaint.isEmpty()) {
            LOG.warn("archive cell {} is not available; nothing waits for it: {}", cell.id(), why);
        } else if (!complaint.equals(why)) {
            LOG.debug("archive cell {} is still not available: {}", cell.id(), why);
        }
        complaint = why;
    }

    /** Reads all pages, at most {@code max} rows; more are a failure. */
    static <T> CompletionStage<List<T>> all(CompletionStage<AsyncResultSet> asked, int max, Function<Row, T> read) {
        return asked.thenCompose(first -> more(first, new ArrayList<>(), max, read));
    }

    private static <T> CompletionStage<List<T>> more(
            AsyncResultSet page, List<T> found, int max, Function<Row, T> read) {
        for (Row row : page.currentPage()) {
            if (found.size() >= max) {
                return CompletableFuture.failedFuture(
                        new JournalOverloaded("the archive holds more than " + max + " rows of one history"));
            }
            found.add(read.apply(row));
        }
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> more(next, found, max, read))
                : CompletableFuture.completedFuture(found);
    }

    @Override
    public void close() {
        closed = true;
        complaint = "closed";
        CqlSession open = session;
        if (open != null) {
            open.closeAsync();
        }
    }
}
