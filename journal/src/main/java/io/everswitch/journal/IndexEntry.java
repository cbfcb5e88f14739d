package io.everswitch.journal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the journal's index, or its removal. An entry of a space whose name begins with {@link #LISTS} is listed with
 * the facts that it came with: scans find it, exactly as long as its history is there, and it costs no write of its own. Such
 * an entry is never claimed, put or looked up.
 *
 * @param space a name for a family of keys, without the character NUL
 * @param key the key in that space
 * @param value what stands under it; null removes it
 */
public record IndexEntry(String space, String key, @Nullable String value) {

    /** How the names of spaces begin whose entries are only ever listed. */
    public static final String LISTS = "list.";

    /** Bounds that keep one entry small beside a fact; longer ones are a caller's error. */
    public static final int SPACE_CHARS_MAX = 64;

    public static final int KEY_CHARS_MAX = 1024;
    public static final int VALUE_CHARS_MAX = 65_536;

    public IndexEntry {
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(key, "key");
        if (space.isEmpty() || space.length() > SPACE_CHARS_MAX || space.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("index space must have 1 to 64 characters and no NUL");
        }
        if (key.length() > KEY_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "index key of " + key.length() + " characters, at most " + KEY_CHARS_MAX);
        }
        if (value != null && value.length() > VALUE_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "index value of " + value.length() + " characters, at most " + VALUE_CHARS_MAX);
        }
    }

    /** Whether scans alone find it. */
    public boolean listed() {
        return isListed(space);
    }

    public static boolean isListed(String space) {
        return space.startsWith(LISTS);
    }
}
