package io.everswitch.node.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether settings would do. Pure: the same values get the same answer on every node with the same catalog. */
public interface SettingsCheck {
    /**
     * @param values all that would stand, path → JSON value as text
     * @param changed the paths that are about to change; only these are complained about
     */
    List<SettingsRefusal.Complaint> check(Map<String, String> values, Set<String> changed);
}
