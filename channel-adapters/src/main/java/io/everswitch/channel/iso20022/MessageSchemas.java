package io.everswitch.channel.iso20022;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;

/** The schemas of all messages, read once from our own files beside this class. Immutable, thread-safe. */
final class MessageSchemas {
    /** A scheme that only our own resolver knows: whatever else a schema wanted to include is refused by the JDK. */
    private static final String OUR_SCHEME = "everswitch";

    private static final String SHARED_TYPES = "types.xsd";

    private static final Map<MessageKind, Schema> SCHEMAS = load();

    private MessageSchemas() {}

    static Schema of(MessageKind kind) {
        Schema schema = SCHEMAS.get(kind);
        if (schema == null) {
            throw new IllegalStateException("no schema of " + kind);
        }
        return schema;
    }

    private static Map<MessageKind, Schema> load() {
        Map<MessageKind, Schema> schemas = new EnumMap<>(MessageKind.class);
        try {
            LSInput types = sharedTypes();
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, OUR_SCHEME);
            factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
                types.setCharacterStream(new StringReader(text(SHARED_TYPES)));
                return SHARED_TYPES.equals(systemId) ? types : null;
            });
            for (MessageKind kind : MessageKind.values()) {
                String file = kind.definition() + ".xsd";
                schemas.put(
                        kind,
                        factory.newSchema(new StreamSource(new StringReader(text(file)), OUR_SCHEME + ":" + file)));
            }
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("our own schemas are wrong: " + e.getMessage(), e);
        }
        return schemas;
    }

    private static LSInput sharedTypes() throws ParserConfigurationException {
        DOMImplementationLS implementation = (DOMImplementationLS) DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .getDOMImplementation()
                .getFeature("LS", "3.0");
        LSInput input = implementation.createLSInput();
        input.setSystemId(OUR_SCHEME + ":" + SHARED_TYPES);
        return input;
    }

    private static String text(String file) {
        try (InputStream in = MessageSchemas.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("schema " + file + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("schema " + file + " cannot be read", e);
        }
    }
}
