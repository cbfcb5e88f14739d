package io.everswitch.node.settings;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of the settings, as it is journaled and as the audit tells it.
 *
 * @param number the version of the document that it made, 1, 2, 3, …
 * @param author who asked for it
 * @param approvedBy the second person, where one was needed; null otherwise
 * @param until the values end by themselves then; null: they stay
 * @param undoes the number of the change that it takes back; 0: none
 * @param entries what it changed, at least one
 */
public record Change(
        long number,
        Instant at,
        String author,
        @Nullable String approvedBy,
        String reason,
        @Nullable Instant until,
        long undoes,
        List<Entry> entries) {

    /**
     * One setting: its layers, the lowest first, those that had ended left out. The fact says all of what stands afterwards, so
     * that reading it again needs no rule that may change.
     */
    public record Entry(String path, List<Layer> before, List<Layer> after) {
        public Entry {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        /** The value that stood; null: as the catalog has it. */
        public @Nullable String valueBefore() {
            return top(before);
        }

        /** The value that stands; null: as the catalog has it. */
        public @Nullable String valueAfter() {
            return top(after);
        }

        private static @Nullable String top(List<Layer> layers) {
            return layers.isEmpty() ? null : layers.get(layers.size() - 1).value();
        }
    }

    public Change {
        entries = List.copyOf(entries);
    }
}
