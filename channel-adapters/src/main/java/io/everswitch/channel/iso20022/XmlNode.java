package io.everswitch.channel.iso20022;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of a message that was read and found valid. Immutable.
 *
 * @param name local name; the namespace is that of the message
 * @param currency attribute {@code Ccy}, empty if there is none; the schemas allow no other
 * @param text what a leaf says, else blanks
 */
record XmlNode(String name, String currency, String text, List<XmlNode> children) {
    XmlNode {
        children = List.copyOf(children);
    }

    /** The first element under this path of names, or null. */
    @Nullable
    XmlNode find(String... path) {
        XmlNode now = this;
        for (String step : path) {
            XmlNode next = null;
            for (XmlNode child : now.children) {
                if (child.name.equals(step)) {
                    next = child;
                    break;
                }
            }
            if (next == null) {
                return null;
            }
            now = next;
        }
        return now;
    }

    /** The text under this path, empty if there is none. */
    String text(String... path) {
        XmlNode found = find(path);
        return found == null ? "" : found.text;
    }

    List<XmlNode> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }
}
