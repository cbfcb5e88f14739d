package io.everswitch.channel.iso20022;

import io.everswitch.domain.money.Money;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes one message as XML; nothing in it is concatenated by hand. One use, single-threaded. */
final class MessageWriter {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();
    private static final int SIZE_HINT = 2_048;

    /** Writes what is inside of an element. */
    interface Content {
        void write() throws XMLStreamException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(SIZE_HINT);
    private final XMLStreamWriter xml;

    private MessageWriter() throws XMLStreamException {
        this.xml = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
    }

    /** Writes what is inside of a message, with the writer it is given. */
    interface Body {
        void write(MessageWriter message) throws XMLStreamException;
    }

    static byte[] write(MessageKind kind, Body body) {
        try {
            MessageWriter writer = new MessageWriter();
            writer.xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            writer.xml.writeStartElement("Document");
            writer.xml.writeDefaultNamespace(kind.namespace());
            writer.element(kind.root(), () -> body.write(writer));
            writer.xml.writeEndElement();
            writer.xml.writeEndDocument();
            writer.xml.close();
            return writer.bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing " + kind.definition() + " to memory failed", e);
        }
    }

    void element(String name, Content content) throws XMLStreamException {
        xml.writeStartElement(name);
        content.write();
        xml.writeEndElement();
    }

    void text(String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    void amount(String name, Money value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("Ccy", value.currencyCode());
        xml.writeCharacters(Amounts.decimal(value));
        xml.writeEndElement();
    }

    void agent(String name, String bic) throws XMLStreamException {
        element(name, () -> element("FinInstnId", () -> text("BICFI", bic)));
    }
}
