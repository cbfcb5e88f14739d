package io.everswitch.node.settings;

import java.util.List;

/**
 * Why the settings were not changed.
 *
 * @param detail for people
 * @param complaints what is wrong with which value; empty unless it is {@link Kind#INVALID}
 */
public record SettingsRefusal(Kind kind, String detail, List<Complaint> complaints) {
    /** What was wrong; the first that holds. */
    public enum Kind {
        /** There is no such change or proposal. */
        NOT_FOUND,
        /** The document has another version than the author had seen. */
        VERSION,
        /** What the change had set was set again since. */
        CHANGED_SINCE,
        /** Nobody approves his own proposal. */
        SAME_PERSON,
        /** All values stand already. */
        NOTHING_CHANGES,
        /** A bound of the document is reached. */
        TOO_MANY,
        INVALID
    }

    /** What is wrong with the value of one path. */
    public record Complaint(String path, String rule) {}

    public SettingsRefusal {
        complaints = List.copyOf(complaints);
    }

    static SettingsRefusal of(Kind kind, String detail) {
        return new SettingsRefusal(kind, detail, List.of());
    }
}
