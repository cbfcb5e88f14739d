package io.everswitch.journal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of one space of the index, in the order of its keys' UTF-8 bytes. In a working set a scan looks at every entry there is,
 * however few are wanted, at some 10 million a second and node.
 *
 * @param space see {@link IndexEntry}
 * @param prefix how the keys begin; empty: all of the space
 * @param after only keys after this one; null: from the beginning
 */
public record IndexRange(
        String space, String prefix, @Nullable String after) {

    public IndexRange {
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(prefix, "prefix");
    }

    public static IndexRange of(String space, String prefix) {
        return new IndexRange(space, prefix, null);
    }

    /** The rest of it behind a key, as for the next page; null: all of it. */
    public IndexRange past(@Nullable String key) {
        return new IndexRange(space, prefix, key);
    }
}
