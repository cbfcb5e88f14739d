package io.everswitch.channel.iso20022;

import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Stands between the parser and the schema: lets nothing through that our messages never have (comments, processing
 * instructions, entities, foreign attributes, depth, length), picks the schema by the root's namespace, and hands the valid
 * document on as a tree. One use for one document; single-threaded.
 */
final class XmlGuard extends DefaultHandler2 {
    /** The deepest message has 9 levels. */
    static final int DEPTH_MAX = 12;
    /** The longest message of the subset, every repetition used, has about 120. */
    static final int ELEMENTS_MAX = 250;
    /** The longest text of the subset has 140 characters; blanks between elements count too. */
    static final int TEXT_MAX = 512;

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** Gives the validator of a message; they are expensive to make, so the reader keeps them. */
    interface Validators {
        ValidatorHandler of(MessageKind kind);
    }

    private final Validators validators;
    private final XmlTree tree = new XmlTree();
    private @Nullable MessageKind kind;
    private @Nullable ValidatorHandler validator;
    private int depth;
    private int elements;
    private int textLength;

    XmlGuard(Validators validators) {
        this.validators = validators;
    }

    /** After the whole document was read without an exception. */
    XmlReading reading() {
        XmlNode document = tree.root();
        if (kind == null || document == null || document.children().size() != 1) {
            return XmlReading.refused("not_xml");
        }
        return XmlReading.of(kind, document.children().get(0));
    }

    private ValidatorHandler valid() throws XmlRefused {
        if (validator == null) {
            throw new XmlRefused("not_xml");
        }
        return validator;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        textLength = 0;
        if (++depth > DEPTH_MAX) {
            throw new XmlRefused("too_deep");
        }
        if (++elements > ELEMENTS_MAX) {
            throw new XmlRefused("too_many_elements");
        }
        if (depth == 1) {
            begin(uri);
        }
        valid().startElement(uri, localName, qName, known(attributes));
    }

    private void begin(String uri) throws SAXException {
        kind = MessageKind.ofNamespace(uri);
        if (kind == null) {
            throw new XmlRefused("wrong_namespace");
        }
        validator = validators.of(kind);
        validator.setErrorHandler(this);
        validator.setContentHandler(tree);
        validator.startDocument();
    }

    /** {@code Ccy} alone; a hint where a schema is to be found is dropped, so that nobody can follow it. */
    private AttributesImpl known(Attributes attributes) throws XmlRefused {
        AttributesImpl kept = new AttributesImpl();
        for (int i = 0; i < attributes.getLength(); i++) {
            boolean hint = XSI.equals(attributes.getURI(i)) && "schemaLocation".equals(attributes.getLocalName(i));
            if (!attributes.getURI(i).isEmpty() && !(hint && depth == 1)) {
                throw new XmlRefused("foreign_attribute");
            }
            if (!hint) {
                kept.addAttribute(
                        "",
                        attributes.getLocalName(i),
                        attributes.getQName(i),
                        attributes.getType(i),
                        attributes.getValue(i));
            }
        }
        return kept;
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
        textLength = 0;
        depth--;
        valid().endElement(uri, localName, qName);
        if (depth == 0) {
            valid().endDocument();
        }
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        textLength += length;
        if (textLength > TEXT_MAX) {
            throw new XmlRefused("text_too_long");
        }
        valid().characters(text, start, length);
    }

    @Override
    public void ignorableWhitespace(char[] text, int start, int length) throws SAXException {
        characters(text, start, length);
    }

    @Override
    public void startPrefixMapping(String prefix, String uri) {
        // The schemas have no value that is a qualified name, so the validator needs no prefixes.
    }

    @Override
    public void processingInstruction(String target, String data) throws SAXException {
        throw new XmlRefused("processing_instruction");
    }

    /** A comment can part a text in two, and readers differ in which half they see. */
    @Override
    public void comment(char[] text, int start, int length) throws SAXException {
        throw new XmlRefused("comment");
    }

    @Override
    public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) throws SAXException {
        throw new XmlRefused("doctype");
    }

    @Override
    public void skippedEntity(String name) throws SAXException {
        throw new XmlRefused("entity");
    }

    @Override
    public void startCDATA() throws SAXException {
        throw new XmlRefused("cdata");
    }

    /** What the schema does not allow; the parser's own errors are fatal ones. */
    @Override
    public void error(SAXParseException e) throws SAXException {
        throw new XmlRefused("schema");
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
        throw new XmlRefused("not_xml");
    }

    @Override
    public void warning(SAXParseException e) throws SAXException {
        throw new XmlRefused("schema");
    }
}
