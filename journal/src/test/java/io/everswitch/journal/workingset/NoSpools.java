package io.everswitch.journal.workingset;

import java.util.Set;

/** A cluster that never had a disk: in doubt until this one has signed. */
final class NoSpools implements Spools {

    @Override
    public String name() {
        return "none#0";
    }

    @Override
    public Known known() {
        return new Known(Set.of(name()), Set.of());
    }

    @Override
    public void remember(Known more) {}

    @Override
    public long putBack(Set<Integer> histories, Set<Integer> index) {
        return 0;
    }

    @Override
    public long waiting() {
        return 0;
    }
}
