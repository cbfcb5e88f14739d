package io.everswitch.channel.catalog;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong; the same thing once, however many channels share a bad profile. Single-threaded. */
final class Errors {
    private final Set<CatalogError> found = new LinkedHashSet<>();

    void add(Place place, String owner, String field, String rule) {
        found.add(new CatalogError(place.line(), place.column(), owner, field, rule));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<CatalogError> sorted() {
        return found.stream()
                .sorted(Comparator.comparingInt(CatalogError::line).thenComparingInt(CatalogError::column))
                .toList();
    }
}
