package io.everswitch.node.settings;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands at one moment. Immutable.
 *
 * @param version of the document; −1 before this node has heard of any
 * @param values path → JSON value as text; what is not in it is as the catalog has it
 */
public record SettingsView(long version, SortedMap<String, String> values) {
    static final SettingsView UNHEARD = new SettingsView(-1, new TreeMap<>());

    public SettingsView {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public boolean isHeard() {
        return version >= 0;
    }
}
