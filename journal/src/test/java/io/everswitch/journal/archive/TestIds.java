package io.everswitch.journal.archive;

import io.everswitch.journal.PersistenceIds;

/** Ids like {@code 0000000123-7-name}: made 123 ms after 1970, in cell 7. Other ids are young and in cell 0. */
public final class TestIds implements PersistenceIds {
    public static String id(long createdAtMs, int cell, String name) {
        return String.format("%016d-%d-%s", createdAtMs, cell, name);
    }

    @Override
    public long createdAtMs(String persistenceId) {
        return formed(persistenceId) ? Long.parseLong(persistenceId.substring(0, 16)) : Long.MAX_VALUE;
    }

    @Override
    public int cell(String persistenceId) {
        return formed(persistenceId)
                ? Integer.parseInt(persistenceId.substring(17, persistenceId.indexOf('-', 17)))
                : 0;
    }

    private static boolean formed(String id) {
        return id.matches("[0-9]{16}-[0-9]+-.*");
    }
}
