package io.everswitch.node.settings;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.Indexed;
import java.util.List;

/** A fact on its way into the journal: the settings are never complete, and nothing of them is ever due. */
record JournaledChange(SettingsFact fact) implements Indexed {
    @Override
    public long nextDueAtMs() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean closed() {
        return false;
    }

    @Override
    public List<IndexEntry> index() {
        return List.of();
    }
}
