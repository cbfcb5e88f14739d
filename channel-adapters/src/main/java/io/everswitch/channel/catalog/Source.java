package io.everswitch.channel.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML value that knows where it stands: exactly one of text, members and items is there; none for an empty value.
 *
 * @param text a scalar as it is written
 */
record Source(
        Place place,
        @Nullable String text,
        @Nullable Map<String, Member> members,
        @Nullable List<Source> items) {
    /** One key of a mapping and its value. */
    record Member(Place key, Source value) {}
}
