package io.everswitch.journal;

/**
 * What a persistence id says about itself, so that the journal can tell old from young without looking anything up. The node
 * names its implementation in {@code everswitch.journal.ids}: a public class with a public constructor without arguments.
 * Pure and thread-safe.
 */
public interface PersistenceIds {

    /** Ids that say nothing: never older than retention, all in cell 0. */
    final class Silent implements PersistenceIds {
        @Override
        public long createdAtMs(String persistenceId) {
            return Long.MAX_VALUE;
        }

        @Override
        public int cell(String persistenceId) {
            return 0;
        }
    }

    /** When the id was made, epoch milliseconds; {@link Long#MAX_VALUE} for an id that does not say. */
    long createdAtMs(String persistenceId);

    /** The number of the archive cell that holds it, 0 or more. */
    int cell(String persistenceId);
}
