package io.everswitch.channel.iso20022;

import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.ReversalAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A second reader of banks' messages, made otherwise (a DOM, no schema, by names alone), to hold the first against. Knows only
 * what the page says of outcomes. Single-threaded.
 */
final class OtherReader {
    private static final Set<String> FINAL = words("AC01 AC02 AC04 AC05 AC06 AC13 AG01 AM02 AM04 AM07 AM14 BE01 BE06"
            + " CUST FR01 FRAD MD01 MD07 MS02 NOAS RR04");
    private static final Set<String> RETRIABLE =
            words("AB07 AB08 AC03 AC07 AG02 AG03 AG10 AG11 AGNT AM03 AM06 AM09 AM11"
                    + " AM12 AM13 CNOR DNOR DT01 FF01 FF02 FF03 FF05 MS03 RC01 RC03 RC04 TM01");

    private final DocumentBuilder builder;

    OtherReader() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(" ", -1));
    }

    Heard hear(byte[] input) {
        try {
            return new Heard(builder.parse(new ByteArrayInputStream(input)));
        } catch (SAXException | IOException e) {
            throw new AssertionError("the other reader cannot read it: " + e.getMessage(), e);
        }
    }

    /** What it heard. */
    static final class Heard {
        private final Document document;

        private Heard(Document document) {
            this.document = document;
        }

        private List<String> all(String name) {
            NodeList found = document.getElementsByTagNameNS("*", name);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                texts.add(found.item(i).getTextContent());
            }
            return texts;
        }

        private boolean says(String name, String text) {
            return all(name).equals(List.of(text));
        }

        boolean isAbout(SentTransaction sent) {
            boolean message = all("OrgnlMsgId").isEmpty() || says("OrgnlMsgId", sent.messageId());
            boolean name = all("OrgnlMsgNmId").isEmpty()
                    || says("OrgnlMsgNmId", sent.kind().definition());
            boolean uetr =
                    all("OrgnlUETR").isEmpty() || says("OrgnlUETR", sent.ids().uetr());
            return says("OrgnlEndToEndId", sent.ids().endToEndId())
                    && says("OrgnlTxId", sent.ids().txId())
                    && message
                    && name
                    && uetr;
        }

        private List<String> reasons() {
            List<String> reasons = all("Cd");
            reasons.addAll(all("Prtry"));
            return reasons;
        }

        /** What it means as the answer to an attempt; UNKNOWN if the ids or the amount are not what was sent. */
        Kind attempt(SentTransaction sent) {
            if (settled(sent).equals("APPROVED " + sent.amount())) {
                return Kind.APPROVED;
            }
            boolean sameAmount =
                    all("IntrBkSttlmAmt").isEmpty() || sent.amount().equals(amount());
            if (!isAbout(sent) || !says("TxSts", "RJCT") || reasons().isEmpty() || !sameAmount) {
                return Kind.UNKNOWN;
            }
            if (!reasons().stream().allMatch(reason -> FINAL.contains(reason) || RETRIABLE.contains(reason))) {
                return Kind.UNKNOWN;
            }
            return reasons().stream().anyMatch(FINAL::contains) ? Kind.DECLINED_FINAL : Kind.DECLINED_RETRIABLE;
        }

        /** "APPROVED" and the amount, if it says that this transaction is settled. */
        String settled(SentTransaction sent) {
            boolean settled = says("TxSts", "ACSC") || says("TxSts", "ACCC");
            return settled && isAbout(sent) ? "APPROVED " + amount() : "";
        }

        private Money amount() {
            Element amount = (Element)
                    document.getElementsByTagNameNS("*", "IntrBkSttlmAmt").item(0);
            // All currencies that can come out of the mutator have two digits, or the first reader refuses them.
            long minor =
                    new BigDecimal(amount.getTextContent()).movePointRight(2).longValueExact();
            return Money.of(minor, amount.getAttribute("Ccy"));
        }

        boolean isRejectedOrCancelled(SentTransaction sent) {
            return isAbout(sent) && (says("TxSts", "RJCT") || says("TxSts", "CANC"));
        }

        boolean isUndoneOrRefused(SentTransaction sent, ReversalAnswer.Kind kind) {
            boolean returned = document.getElementsByTagNameNS("*", "PmtRtr").getLength() == 1;
            boolean said = returned
                    || (says("Conf", "CNCL") && kind == ReversalAnswer.Kind.ACKNOWLEDGED)
                    || (says("Conf", "RJCR") && !reasons().isEmpty());
            return said && isAbout(sent);
        }
    }
}
