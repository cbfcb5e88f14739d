package io.everswitch.channel.iso20022;

import org.jspecify.annotations.Nullable;

/**
 * What came of reading a document.
 *
 * @param kind null exactly if the document was refused
 * @param message the element below {@code Document}; null exactly if the document was refused
 * @param problem why it was refused, one word; empty if it was not
 */
record XmlReading(@Nullable MessageKind kind, @Nullable XmlNode message, String problem) {
    static XmlReading of(MessageKind kind, XmlNode message) {
        return new XmlReading(kind, message, "");
    }

    static XmlReading refused(String problem) {
        return new XmlReading(null, null, problem);
    }
}
