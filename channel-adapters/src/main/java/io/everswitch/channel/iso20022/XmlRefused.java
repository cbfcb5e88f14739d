package io.everswitch.channel.iso20022;

import org.xml.sax.SAXException;

/**
 * A document that we do not take. Its message is one word of ours: it never quotes the document, which may hold anything.
 * Without a stack, since bad input is no fault and may come often.
 */
final class XmlRefused extends SAXException {
    private static final long serialVersionUID = 1L;

    XmlRefused(String problem) {
        super(problem);
    }

    String problem() {
        return String.valueOf(getMessage());
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
