package io.everswitch.journal.workingset;

import io.everswitch.journal.FactRefused;
import io.everswitch.journal.IndexEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The index changes of one append as a text, so that a spool can tell later which facts they came with. Lengths in front of
 * each part, so that parts may hold anything.
 */
final class IndexNotes {

    /** Callers' spaces must not start with this character where there is a working set. */
    static final String SPACE = "~changes";

    private IndexNotes() {}

    static String key(String persistenceId, long sequenceNr) {
        return prefix(persistenceId) + String.format("%016x", sequenceNr);
    }

    static String prefix(String persistenceId) {
        return persistenceId + '\0';
    }

    static IndexEntry note(String persistenceId, long sequenceNr, List<IndexEntry> changes) {
        StringBuilder text = new StringBuilder();
        for (IndexEntry change : changes) {
            if (change.space().startsWith("~")) {
                throw new FactRefused("index space " + change.space() + " is the journal's own");
            }
            String value = change.value();
            part(text, change.space());
            part(text, change.key());
            part(text, value == null ? "-" : "+" + value);
        }
        if (text.length() > IndexEntry.VALUE_CHARS_MAX) {
            throw new FactRefused("the index changes of " + persistenceId + " " + sequenceNr + " are too long");
        }
        return new IndexEntry(SPACE, key(persistenceId, sequenceNr), text.toString());
    }

    private static void part(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    static List<IndexEntry> read(String text) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
            parts.add(text.substring(colon + 1, end));
            at = end;
        }
        List<IndexEntry> changes = new ArrayList<>();
        for (int i = 0; i + 2 < parts.size(); i += 3) {
            String value = parts.get(i + 2);
            changes.add(
                    new IndexEntry(parts.get(i), parts.get(i + 1), value.startsWith("+") ? value.substring(1) : null));
        }
        return changes;
    }

    /** What stands of the entries of a history after these changes. */
    static List<IndexEntry> live(List<IndexEntry> before, List<IndexEntry> changes) {
        if (changes.isEmpty()) {
            return before;
        }
        Map<String, IndexEntry> byKey = new LinkedHashMap<>();
        for (IndexEntry entry : before) {
            byKey.put(entry.space() + '\0' + entry.key(), entry);
        }
        for (IndexEntry change : changes) {
            String key = change.space() + '\0' + change.key();
            byKey.remove(key);
            if (change.value() != null) {
                byKey.put(key, change);
            }
        }
        return List.copyOf(byKey.values());
    }
}
