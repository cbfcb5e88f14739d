package io.everswitch.node.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value that stands for a setting, over whatever stands beneath it.
 *
 * @param value a JSON value as text; null: as the catalog has it
 * @param until it ends by itself at this time, and what is beneath it stands again; null: it stays
 * @param change the number of the change that put it there
 */
public record Layer(@Nullable String value, @Nullable Instant until, long change) {
    boolean standsAt(Instant now) {
        return until == null || until.isAfter(now);
    }
}
