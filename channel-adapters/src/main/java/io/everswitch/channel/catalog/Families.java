package io.everswitch.channel.catalog;

import io.everswitch.channel.FamilyInput;
import io.everswitch.channel.Protocol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The sections of all families together, and one family's reading of a channel. Stateless. */
final class Families {
    /** Section → its keys in any family. */
    private static final Map<String, Set<String>> SECTIONS = sections();

    private Families() {}

    private static Map<String, Set<String>> sections() {
        Map<String, Set<String>> all = new HashMap<>();
        for (Protocol protocol : Protocol.values()) {
            protocol.family()
                    .sections()
                    .forEach((name, keys) ->
                            all.computeIfAbsent(name, key -> new HashSet<>()).addAll(keys));
        }
        return Map.copyOf(all);
    }

    /** Reports unknown keys of a channel's or a profile's own mapping and of its family sections. */
    static void onlyKnown(Section own, Set<String> common) {
        Set<String> known = new HashSet<>(common);
        known.addAll(SECTIONS.keySet());
        own.onlyKnown(known);
        SECTIONS.forEach((name, keys) -> {
            Section section = own.child(name);
            if (section != null) {
                section.onlyKnown(keys);
            }
        });
        for (Protocol protocol : Protocol.values()) {
            protocol.family().onlyKnownInside(own);
        }
    }

    static List<Record> read(Protocol protocol, FamilyInput input) {
        Set<String> others = new TreeSet<>(SECTIONS.keySet());
        others.removeAll(protocol.family().sections().keySet());
        for (String other : others) {
            if (input.section().has(other)) {
                input.section().error(other, "must be absent with protocol " + protocol.code());
            }
        }
        return protocol.family().read(input);
    }
}
