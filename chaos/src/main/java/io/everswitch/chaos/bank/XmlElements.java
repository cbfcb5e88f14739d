package io.everswitch.chaos.bank;

import io.everswitch.chaos.http.BadInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads what the ISO 20022 family sends to a bank, element by element. Each thread has a parser of its own; stateless. */
final class XmlElements {
    private static final int BYTES_MAX = 64 * 1024;
    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:";
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,13}(\\.[0-9]{1,5})?");
    private static final long AMOUNT_MAX = 999_999_999_999L;
    private static final ThreadLocal<DocumentBuilder> BUILDERS = ThreadLocal.withInitial(XmlElements::builder);

    private XmlElements() {}

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser cannot be made safe", e);
        }
    }

    static Element document(byte[] body) throws BadInput {
        if (body.length == 0 || body.length > BYTES_MAX) {
            throw new BadInput("body", "must be an XML document of at most " + BYTES_MAX + " bytes");
        }
        try {
            Document document = BUILDERS.get().parse(new ByteArrayInputStream(body));
            return document.getDocumentElement();
        } catch (SAXException | IOException e) {
            // Its message would quote the body.
            throw new BadInput("body", "must be an XML document without a document type");
        }
    }

    static boolean isNamed(Element element, String definition, String name) {
        return (NAMESPACE + definition).equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    /** The only child of that name. */
    static Element only(Element parent, String name) throws BadInput {
        Element found = null;
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (isChild(parent, node, name)) {
                if (found != null) {
                    throw new BadInput(name, "must be there once");
                }
                found = (Element) node;
            }
        }
        if (found == null) {
            throw new BadInput(name, "must be there");
        }
        return found;
    }

    static boolean has(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (isChild(parent, node, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isChild(Element parent, Node node, String name) {
        return node instanceof Element element
                && name.equals(element.getLocalName())
                && String.valueOf(parent.getNamespaceURI()).equals(element.getNamespaceURI());
    }

    /** The text of the only child of that name. */
    static String text(Element parent, String name, Pattern pattern) throws BadInput {
        String text = only(parent, name).getTextContent();
        if (!pattern.matcher(text).matches()) {
            throw new BadInput(name, "must match " + pattern);
        }
        return text;
    }

    static String currency(Element amount) throws BadInput {
        String code = amount.getAttribute("Ccy");
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new BadInput(amount.getLocalName() + "/@Ccy", "must be a code of ISO 4217");
        }
    }

    /** Minor units, 1 … 999999999999. */
    static long minor(Element amount) throws BadInput {
        String text = amount.getTextContent();
        String name = String.valueOf(amount.getLocalName());
        if (!DECIMAL.matcher(text).matches()) {
            throw new BadInput(name, "must match " + DECIMAL);
        }
        int digits = Currency.getInstance(currency(amount)).getDefaultFractionDigits();
        BigDecimal minor = new BigDecimal(text).movePointRight(Math.max(0, digits));
        if (digits < 0 || minor.stripTrailingZeros().scale() > 0) {
            throw new BadInput(name, "must fit the currency");
        }
        if (minor.signum() == 0 || minor.compareTo(BigDecimal.valueOf(AMOUNT_MAX)) > 0) {
            throw new BadInput(name, "must be 1 to " + AMOUNT_MAX + " minor units");
        }
        return minor.longValueExact();
    }

    /** The other way round. */
    static String decimal(long minor, String currency) {
        return BigDecimal.valueOf(
                        minor, Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()))
                .toPlainString();
    }
}
