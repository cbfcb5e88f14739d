package io.everswitch.chaos.door;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes behind one port of the door, taken in turn. Lives on the door's only event loop. */
final class Backends {
    private final List<Backend> all;
    private int turn;

    Backends(List<Backend> all) {
        this.all = List.copyOf(all);
    }

    /** Where a request begins to look: one further for each request, however many nodes it has to ask. */
    int turn() {
        return turn++;
    }

    /** The first node from there on that is ready and was not tried, or null. */
    @Nullable
    Backend next(int from, Set<Backend> tried) {
        for (int step = 0; step < all.size(); step++) {
            Backend backend = all.get(Math.floorMod(from + step, all.size()));
            if (backend.isReady() && !tried.contains(backend)) {
                return backend;
            }
        }
        return null;
    }

    boolean anyReady() {
        return all.stream().anyMatch(Backend::isReady);
    }

    void sweep() {
        all.forEach(Backend::sweep);
    }
}
