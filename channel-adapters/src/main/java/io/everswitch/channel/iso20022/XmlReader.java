package io.everswitch.channel.iso20022;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.EntityResolver;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * Reads XML from strangers. UTF-8 only, at most {@value #BYTES_MAX} bytes, no document type, so no entity of any kind, and
 * only what the schema of one of our messages allows; nothing is ever fetched. Whatever is wrong is a refusal with a word,
 * never an exception. Thread-safe: each thread has a parser of its own.
 */
final class XmlReader {
    /** The longest message of the subset has some 6 kB. */
    static final int BYTES_MAX = 64 * 1024;

    private static final String APACHE = "http://apache.org/xml/features/";
    private static final String SAX = "http://xml.org/sax/features/";
    private static final String LEXICAL = "http://xml.org/sax/properties/lexical-handler";
    /** The JDK's own bounds, beside the guard's: they hold inside of the parser, before it tells anybody. */
    private static final Map<String, String> LIMITS = Map.of(
            "jdk.xml.maxElementDepth", String.valueOf(XmlGuard.DEPTH_MAX * 2),
            "jdk.xml.elementAttributeLimit", "8",
            "jdk.xml.entityExpansionLimit", "1",
            "jdk.xml.totalEntitySizeLimit", String.valueOf(BYTES_MAX),
            "jdk.xml.maxXMLNameLimit", "128");

    /** Version 1.0 and UTF-8, or no declaration at all, which means the same. */
    private static final Pattern DECLARATION = Pattern.compile("<\\?xml\\s+version\\s*=\\s*(\"1\\.0\"|'1\\.0')"
            + "(\\s+encoding\\s*=\\s*(\"[Uu][Tt][Ff]-8\"|'[Uu][Tt][Ff]-8'))?"
            + "(\\s+standalone\\s*=\\s*(\"(yes|no)\"|'(yes|no)'))?\\s*\\?>");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final ThreadLocal<XmlReader> READERS = ThreadLocal.withInitial(XmlReader::new);

    private static final EntityResolver NOTHING_OUTSIDE = (publicId, systemId) -> {
        throw new XmlRefused("external");
    };

    private final XMLReader parser = parser();
    private final Map<MessageKind, ValidatorHandler> validators = new EnumMap<>(MessageKind.class);

    private XmlReader() {}

    static XmlReading read(byte[] bytes) {
        if (bytes.length == 0) {
            return XmlReading.refused("empty");
        }
        if (bytes.length > BYTES_MAX) {
            return XmlReading.refused("too_large");
        }
        String text = text(bytes);
        if (text == null) {
            return XmlReading.refused("not_utf8");
        }
        // A parser that is given characters believes us and not the declaration: so the declaration must say the same.
        if (text.startsWith("<?xml") && !DECLARATION.matcher(text).lookingAt()) {
            return XmlReading.refused("xml_declaration");
        }
        return READERS.get().parse(text);
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            // What it is instead does not matter.
            return null;
        }
    }

    private XmlReading parse(String text) {
        XmlGuard guard = new XmlGuard(this::validator);
        try {
            parser.setContentHandler(guard);
            parser.setErrorHandler(guard);
            parser.setProperty(LEXICAL, guard);
            parser.parse(new InputSource(new StringReader(text)));
            return guard.reading();
        } catch (XmlRefused e) {
            return XmlReading.refused(e.problem());
        } catch (SAXException | IOException e) {
            // Its message would quote the document.
            return XmlReading.refused("not_xml");
        } catch (RuntimeException e) {
            // The JDK's parsers throw some of theirs on broken input, and may be left in any state by it.
            READERS.remove();
            return XmlReading.refused("not_xml");
        }
    }

    private ValidatorHandler validator(MessageKind kind) {
        return validators.computeIfAbsent(
                kind, missing -> MessageSchemas.of(missing).newValidatorHandler());
    }

    private static XMLReader parser() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setXIncludeAware(false);
            factory.setFeature(APACHE + "disallow-doctype-decl", true);
            factory.setFeature(APACHE + "nonvalidating/load-external-dtd", false);
            factory.setFeature(SAX + "external-general-entities", false);
            factory.setFeature(SAX + "external-parameter-entities", false);
            XMLReader parser = factory.newSAXParser().getXMLReader();
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            for (Map.Entry<String, String> limit : LIMITS.entrySet()) {
                parser.setProperty(limit.getKey(), limit.getValue());
            }
            parser.setEntityResolver(NOTHING_OUTSIDE);
            return parser;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("this JDK's XML parser cannot be made safe: " + e.getMessage(), e);
        }
    }
}
