package io.everswitch.journal.spool;

import io.everswitch.journal.JournalMetrics;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What the writer works with; it owns none of it. */
record WriterParts(
        SpoolDatabase db,
        BatchSink sink,
        FreeSpace space,
        Sickness sickness,
        DueScan due,
        Executor completions,
        Supplier<JournalMetrics> metrics) {}
