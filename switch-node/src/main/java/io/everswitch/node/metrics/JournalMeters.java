package io.everswitch.node.metrics;

import io.everswitch.journal.JournalMetrics;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.Locale;
import java.util.Set;

/** The figures of the journal, with the same calls that it makes of its observer. Thread-safe, quick, never throws. */
public final class JournalMeters implements JournalMetrics {
    /** Kinds of failure that have a series of their own; what is not one of them counts as {@code other}. */
    private static final Set<String> FAILURES = Set.of(
            "FactRefused",
            "JournalCorrupt",
            "JournalInUse",
            "JournalOverloaded",
            "JournalUnavailable",
            "JournalUncertain",
            "SequenceConflict");

    private final Histogram append;
    private final Histogram write;
    private final Histogram fsync;
    private final Histogram batch;
    private final Counter facts;
    private final Counter bytes;
    private final Gauge queue;
    private final Counter failures;
    private final Counter exposed;
    private final Histogram replay;
    private final Counter replayed;
    private final Histogram archive;
    private final Counter archived;
    private final Counter archiveFailures;
    private final Gauge backlog;
    private final Gauge oldest;
    private final Gauge storeHealthy;
    private final Gauge inDoubt;
    private final Gauge conflicts;
    private final Gauge histories;
    private final Gauge index;

    JournalMeters(CollectorRegistry registry) {
        append = seconds("append", "Append handed to the journal to its acknowledgement.", registry);
        write = seconds("write", "Writing of one batch without fsync.", registry);
        fsync = seconds("fsync", "Writing and fsync of one batch.", registry);
        replay = seconds("replay", "Reading the facts of one payment back.", registry);
        batch = Histogram.build("everswitch_journal_batch_facts", "Facts per batch.")
                .buckets(Buckets.FACTS)
                .register(registry);
        facts = Counter.build("everswitch_journal_facts", "Facts that were acknowledged.")
                .register(registry);
        bytes = Counter.build("everswitch_journal_bytes", "Bytes that were written.")
                .register(registry);
        queue = Gauge.build("everswitch_journal_queue_facts", "Facts that waited as the last batch was taken.")
                .register(registry);
        failures = Counter.build("everswitch_journal_failures", "Refusals and failures of the journal by kind.")
                .labelNames("kind")
                .register(registry);
        archive = seconds("archive", "Writing one payment into the archive.", registry);
        archived = Counter.build("everswitch_journal_archived_facts", "Facts that reached the archive.")
                .register(registry);
        archiveFailures = Counter.build(
                        "everswitch_journal_archive_failures",
                        "Payments that could not be archived and are tried again.")
                .register(registry);
        backlog = Gauge.build("everswitch_journal_archive_backlog", "Payments that the archive lacks, at least.")
                .register(registry);
        oldest = Gauge.build("everswitch_journal_archive_oldest_seconds", "Age of the oldest of them.")
                .register(registry);
        storeHealthy = Gauge.build("everswitch_journal_store_healthy", "1 while this node's store takes facts, else 0.")
                .labelNames("store")
                .register(registry);
        inDoubt = Gauge.build(
                        "everswitch_journal_in_doubt_partitions",
                        "Partitions of the working set (histories and index) that wait for spools.")
                .register(registry);
        conflicts = Gauge.build(
                        "everswitch_journal_conflicts_aside",
                        "Payments in this node's part of the working set with facts that lost a conflict.")
                .register(registry);
        histories = Gauge.build(
                        "everswitch_journal_working_set_histories",
                        "Histories of the working set in this node's memory, backups and ledgers included.")
                .register(registry);
        index = Gauge.build(
                        "everswitch_journal_working_set_index_entries",
                        "Index entries of the working set in this node's memory, backups, tombstones and ledgers included.")
                .register(registry);
        exposed = Counter.build(
                        "everswitch_journal_exposed_facts",
                        "Facts that were acknowledged while fewer stores than normal hold them.")
                .register(registry);
        replayed = Counter.build("everswitch_journal_replayed_facts", "Facts that were read back.")
                .register(registry);
    }

    @Override
    public void appendAcknowledged(int count, long nanos) {
        facts.inc(count);
        append.observe(Buckets.seconds(nanos));
    }

    @Override
    public void batchWritten(int count, long size, long nanos, boolean synced) {
        batch.observe(count);
        bytes.inc((double) size);
        (synced ? fsync : write).observe(Buckets.seconds(nanos));
    }

    @Override
    public void queueLength(long count) {
        queue.set((double) count);
    }

    @Override
    public void replayed(int count, long nanos) {
        replayed.inc(count);
        replay.observe(Buckets.seconds(nanos));
    }

    @Override
    public void exposed(int count) {
        exposed.inc(count);
    }

    @Override
    public void failed(String kind) {
        failures.labels(FAILURES.contains(kind) ? kind : "other").inc();
    }

    @Override
    public void archived(int count, long nanos) {
        archived.inc(count);
        archive.observe(Buckets.seconds(nanos));
    }

    @Override
    public void archiveFailed() {
        archiveFailures.inc();
    }

    @Override
    public void archiveBacklog(long histories, long oldestAgeMs) {
        backlog.set((double) histories);
        oldest.set(oldestAgeMs / 1_000.0);
    }

    @Override
    public void storeHealth(String store, boolean healthy) {
        storeHealthy.labels(store.toLowerCase(Locale.ROOT)).set(healthy ? 1 : 0);
    }

    @Override
    public void inDoubt(int partitions) {
        inDoubt.set(partitions);
    }

    @Override
    public void conflictsAside(int ids) {
        conflicts.set(ids);
    }

    @Override
    public void workingSetHeld(long ofHistories, long ofIndex) {
        histories.set((double) ofHistories);
        index.set((double) ofIndex);
    }

    private static Histogram seconds(String what, String help, CollectorRegistry registry) {
        return Histogram.build("everswitch_journal_" + what + "_seconds", help)
                .buckets(Buckets.JOURNAL_SECONDS)
                .register(registry);
    }
}
