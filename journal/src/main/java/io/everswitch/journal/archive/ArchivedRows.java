package io.everswitch.journal.archive;

import io.everswitch.journal.IndexEntry;
import java.util.List;

/**
 * What an application keeps beside its facts in an archive cell, to find them again: its read model. Named in {@code
 * everswitch.journal.archive.rows}: a public class with a public constructor without arguments. Pure and thread-safe; the same
 * facts always give the same rows, because rows are written again after a failure. A row of an older state may arrive after
 * one of a newer state: rows must carry their sequence number (USING TIMESTAMP) or not depend on the order.
 */
public interface ArchivedRows {
    /** An application without a read model. */
    final class None implements ArchivedRows {
        @Override
        public List<String> schema() {
            return List.of();
        }

        @Override
        public List<ArchivedRow> rows(String persistenceId, List<ArchivedFact> facts) {
            return List.of();
        }

        @Override
        public List<IndexEntry> forgotten(String persistenceId, List<ArchivedFact> facts) {
            return List.of();
        }
    }

    /** Statements that make the tables unless they are there, with {@code %s.} for the keyspace. */
    List<String> schema();

    /** @param facts all facts of the history, the first one first */
    List<ArchivedRow> rows(String persistenceId, List<ArchivedFact> facts);

    /** Entries of the journal's index that go with a history that is forgotten here, with null values. */
    List<IndexEntry> forgotten(String persistenceId, List<ArchivedFact> facts);
}
