package io.everswitch.channel.iso20022;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Builds the tree of a document that is being validated; the guard bounds its size. One use, single-threaded. */
final class XmlTree extends DefaultHandler {
    private static final class Open {
        final String name;
        final String currency;
        final StringBuilder text = new StringBuilder();
        final List<XmlNode> children = new ArrayList<>();

        Open(String name, String currency) {
            this.name = name;
            this.currency = currency;
        }
    }

    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable XmlNode root;

    @Nullable
    XmlNode root() {
        return root;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        String currency = attributes.getValue("Ccy");
        open.push(new Open(localName, currency == null ? "" : currency));
    }

    @Override
    public void characters(char[] text, int start, int length) {
        Open now = open.peek();
        if (now != null) {
            now.text.append(text, start, length);
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        Open done = open.pop();
        XmlNode node = new XmlNode(done.name, done.currency, done.text.toString(), done.children);
        Open parent = open.peek();
        if (parent == null) {
            root = node;
        } else {
            parent.children.add(node);
        }
    }
}
