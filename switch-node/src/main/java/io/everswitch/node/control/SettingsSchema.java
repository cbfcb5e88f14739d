package io.everswitch.node.control;

import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All settings there are, by the beginnings of their paths. Immutable. */
public final class SettingsSchema implements SettingsCheck {
    private final Map<String, SettingsCheck> parts;

    /** @param parts beginning of the paths → who says whether values will do */
    public SettingsSchema(Map<String, SettingsCheck> parts) {
        this.parts = new LinkedHashMap<>(parts);
    }

    @Override
    public List<Complaint> check(Map<String, String> values, Set<String> changed) {
        List<Complaint> complaints = new ArrayList<>();
        Set<String> strange = new TreeSet<>(changed);
        parts.forEach((beginning, part) -> {
            Set<String> own = changed.stream()
                    .filter(path -> path.startsWith(beginning))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!own.isEmpty()) {
                strange.removeAll(own);
                complaints.addAll(part.check(values, own));
            }
        });
        strange.forEach(path -> complaints.add(
                new Complaint(path, "is no setting: they begin with " + String.join(", ", parts.keySet()))));
        return complaints;
    }
}
