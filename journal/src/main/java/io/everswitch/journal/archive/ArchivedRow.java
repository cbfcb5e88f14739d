package io.everswitch.journal.archive;

import java.util.List;

/**
 * One write of a read model: a statement with {@code %s.} for the keyspace in front of its tables and ? for its values. There
 * are few different statements: each is prepared once.
 */
public record ArchivedRow(String cql, List<Object> values) {
    public ArchivedRow {
        values = List.copyOf(values);
    }

    @Override
    public String toString() {
        return cql;
    }
}
