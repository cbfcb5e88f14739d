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

    /** The next node that is ready and was not tried, or null. */
    @Nullable
    Backend next(Set<Backend> tried) {
        for (int step = 0; step < all.size(); step++) {
            Backend backend = all.get(Math.floorMod(turn++, all.size()));
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
