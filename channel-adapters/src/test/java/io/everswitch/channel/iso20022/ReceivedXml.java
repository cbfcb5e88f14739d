package io.everswitch.channel.iso20022;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message that the scripted bank got, taken apart as text; what is odd about it is put on the list of complaints. */
final class ReceivedXml {
    private static final Pattern DEFINITION =
            Pattern.compile("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:([^\"]+)\">");
    private static final Pattern CURRENCY = Pattern.compile(" Ccy=\"([A-Z]{3})\"");

    private final String text;
    private final List<String> complaints;

    ReceivedXml(String text, List<String> complaints) {
        this.text = text;
        this.complaints = complaints;
    }

    String text() {
        return text;
    }

    /** Such as pacs.008.001.08; empty if it is none. */
    String definition() {
        Matcher found = DEFINITION.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    String currency() {
        Matcher found = CURRENCY.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    /** The text of the only element of that name that is a leaf. */
    String leaf(String name) {
        Matcher found = Pattern.compile("<" + name + "(?: Ccy=\"[A-Z]{3}\")?>([^<]*)</" + name + ">")
                .matcher(text);
        if (!found.find()) {
            complaints.add(name + " is missing");
            return "";
        }
        String leaf = found.group(1);
        if (found.find()) {
            complaints.add(name + " is there twice");
        }
        return leaf;
    }

    /** @param ids message id, transaction id and UETR with which the payment came */
    void checkOriginals(String ids) {
        if (!(leaf("OrgnlMsgId") + " " + leaf("OrgnlTxId") + " " + leaf("OrgnlUETR")).equals(ids)) {
            complaints.add("a payment is named by other ids than it came with");
        }
    }
}
