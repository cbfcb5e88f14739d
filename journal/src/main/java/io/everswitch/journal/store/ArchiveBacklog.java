package io.everswitch.journal.store;

import org.jspecify.annotations.Nullable;

/**
 * What the archive lacks.
 *
 * @param histories how many, at least; -1 if the source does not count
 * @param oldestId the first of them in the order of ids; null if there is none or the source does not count
 */
public record ArchiveBacklog(long histories, @Nullable String oldestId) {
    public static final ArchiveBacklog UNKNOWN = new ArchiveBacklog(-1, null);
}
