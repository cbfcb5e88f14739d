package io.everswitch.node.settings;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators ask of the settings. */
public sealed interface SettingsCommand {
    /** Who asks, as the operator names himself. */
    String author();

    /**
     * Changes values.
     *
     * @param until the values end by themselves then; null: they stay
     * @param expectedVersion refused unless the document has this version; −1: whatever it has
     * @param approval a second person has to approve it first
     * @param set path → JSON value as text; {@code null} as text: as the catalog has it
     */
    record Apply(
            String author,
            String reason,
            @Nullable Instant until,
            long expectedVersion,
            boolean approval,
            Map<String, String> set)
            implements SettingsCommand {
        public Apply {
            // Map.copyOf forgets the order, which the audit keeps.
            set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
        }

        public Apply withApproval() {
            return new Apply(author, reason, until, expectedVersion, true, set);
        }
    }

    /** Takes a change back, unless what it changed was changed again. */
    record Undo(String author, String reason, long change) implements SettingsCommand {}

    /** The second person's word on a proposal. */
    record Answer(String author, String reason, long proposal, boolean approve) implements SettingsCommand {}
}
