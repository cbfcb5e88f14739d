package io.everswitch.chaos.bank;

import io.everswitch.chaos.http.BadInput;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * A request of the ISO 20022 family, checked. The payer's account is looked at and forgotten.
 *
 * @param reference what the books know it by: the end-to-end id of a payment, the return id of a refund
 * @param original the end-to-end id of the payment that a refund gives back, else empty
 * @param amount in minor units; 0 in a status request that names none
 * @param messageId of the message that an answer is about
 * @param endToEndId {@code txId} and {@code uetr}: what an answer repeats
 */
record Iso20022Request(
        Kind kind,
        String reference,
        String original,
        long amount,
        String currency,
        String messageId,
        String endToEndId,
        String txId,
        String uetr) {
    /** What a bank of this family is asked. */
    enum Kind {
        PAYMENT("pacs.008.001.08", "FIToFICstmrCdtTrf"),
        QUERY("pacs.028.001.03", "FIToFIPmtStsReq"),
        CANCELLATION("camt.056.001.08", "FIToFIPmtCxlReq"),
        REFUND("pacs.004.001.09", "PmtRtr");

        private final String definition;
        private final String root;

        Kind(String definition, String root) {
            this.definition = definition;
            this.root = root;
        }

        String definition() {
            return definition;
        }

        /** The definition of the message that an answer is about. */
        String answered() {
            return this == REFUND ? definition : PAYMENT.definition;
        }
    }

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{1,35}");
    private static final Pattern BIC = Pattern.compile("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?");
    private static final Pattern UETR =
            Pattern.compile("[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}");
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Za-z0-9]{11,30}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9A-Za-z-]{1,34}");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?Z");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern ONE = Pattern.compile("1");

    static Iso20022Request read(byte[] body) throws BadInput {
        Element document = XmlElements.document(body);
        for (Kind kind : Kind.values()) {
            if (XmlElements.isNamed(document, kind.definition, "Document")) {
                Element message = XmlElements.only(document, kind.root);
                return switch (kind) {
                    case PAYMENT -> payment(message);
                    case QUERY -> query(message);
                    case CANCELLATION -> cancellation(message);
                    case REFUND -> refund(message);
                };
            }
        }
        throw new BadInput("Document", "must be a message that a bank takes");
    }

    BookOrder order(String channel) {
        return new BookOrder(channel, reference, amount, currency);
    }

    private static Iso20022Request payment(Element message) throws BadInput {
        String messageId = moneyHeader(message);
        Element transaction = XmlElements.only(message, "CdtTrfTxInf");
        Element ids = XmlElements.only(transaction, "PmtId");
        String endToEnd = XmlElements.text(ids, "EndToEndId", ID);
        Element amount = XmlElements.only(transaction, "IntrBkSttlmAmt");
        XmlElements.text(transaction, "IntrBkSttlmDt", DATE);
        XmlElements.text(transaction, "ChrgBr", Pattern.compile("SLEV"));
        named(transaction, "Dbtr");
        account(transaction, "DbtrAcct");
        agent(transaction, "DbtrAgt");
        agent(transaction, "CdtrAgt");
        named(transaction, "Cdtr");
        account(transaction, "CdtrAcct");
        return new Iso20022Request(
                Kind.PAYMENT,
                endToEnd,
                "",
                XmlElements.minor(amount),
                XmlElements.currency(amount),
                messageId,
                endToEnd,
                XmlElements.text(ids, "TxId", ID),
                XmlElements.text(ids, "UETR", UETR));
    }

    private static Iso20022Request query(Element message) throws BadInput {
        Element header = XmlElements.only(message, "GrpHdr");
        XmlElements.text(header, "MsgId", ID);
        XmlElements.text(header, "CreDtTm", TIME);
        Element transaction = XmlElements.only(message, "TxInf");
        XmlElements.text(transaction, "StsReqId", ID);
        String endToEnd = XmlElements.text(transaction, "OrgnlEndToEndId", ID);
        return about(Kind.QUERY, transaction, endToEnd, "", 0, "XXX");
    }

    private static Iso20022Request cancellation(Element message) throws BadInput {
        Element assignment = XmlElements.only(message, "Assgnmt");
        XmlElements.text(assignment, "Id", ID);
        XmlElements.text(assignment, "CreDtTm", TIME);
        XmlElements.text(XmlElements.only(message, "Case"), "Id", ID);
        XmlElements.text(XmlElements.only(message, "CtrlData"), "NbOfTxs", ONE);
        Element transaction = XmlElements.only(XmlElements.only(message, "Undrlyg"), "TxInf");
        XmlElements.text(transaction, "CxlId", ID);
        Element amount = XmlElements.only(transaction, "OrgnlIntrBkSttlmAmt");
        String endToEnd = XmlElements.text(transaction, "OrgnlEndToEndId", ID);
        return about(
                Kind.CANCELLATION, transaction, endToEnd, "", XmlElements.minor(amount), XmlElements.currency(amount));
    }

    private static Iso20022Request refund(Element message) throws BadInput {
        String messageId = moneyHeader(message);
        Element transaction = XmlElements.only(message, "TxInf");
        Element amount = XmlElements.only(transaction, "RtrdIntrBkSttlmAmt");
        String refund = XmlElements.text(transaction, "RtrId", ID);
        String original = XmlElements.text(transaction, "OrgnlEndToEndId", ID);
        Iso20022Request named = about(
                Kind.REFUND, transaction, refund, original, XmlElements.minor(amount), XmlElements.currency(amount));
        // An answer is about this return and not about the payment.
        return new Iso20022Request(
                Kind.REFUND, refund, original, named.amount, named.currency, messageId, original, refund, named.uetr);
    }

    private static Iso20022Request about(
            Kind kind, Element transaction, String reference, String original, long amount, String currency)
            throws BadInput {
        Element group = XmlElements.only(transaction, "OrgnlGrpInf");
        XmlElements.text(group, "OrgnlMsgNmId", Pattern.compile(Pattern.quote(Kind.PAYMENT.definition)));
        return new Iso20022Request(
                kind,
                reference,
                original,
                amount,
                currency,
                XmlElements.text(group, "OrgnlMsgId", ID),
                XmlElements.text(transaction, "OrgnlEndToEndId", ID),
                XmlElements.text(transaction, "OrgnlTxId", ID),
                XmlElements.text(transaction, "OrgnlUETR", UETR));
    }

    private static String moneyHeader(Element message) throws BadInput {
        Element header = XmlElements.only(message, "GrpHdr");
        XmlElements.text(header, "CreDtTm", TIME);
        XmlElements.text(header, "NbOfTxs", ONE);
        XmlElements.text(XmlElements.only(header, "SttlmInf"), "SttlmMtd", Pattern.compile("INDA"));
        agent(header, "InstgAgt");
        agent(header, "InstdAgt");
        return XmlElements.text(header, "MsgId", ID);
    }

    private static void agent(Element parent, String name) throws BadInput {
        XmlElements.text(XmlElements.only(XmlElements.only(parent, name), "FinInstnId"), "BICFI", BIC);
    }

    private static void named(Element parent, String name) throws BadInput {
        XmlElements.text(XmlElements.only(parent, name), "Nm", Pattern.compile(".{1,140}"));
    }

    private static void account(Element parent, String name) throws BadInput {
        Element id = XmlElements.only(XmlElements.only(parent, name), "Id");
        if (XmlElements.has(id, "IBAN")) {
            XmlElements.text(id, "IBAN", IBAN);
        } else {
            XmlElements.text(XmlElements.only(id, "Othr"), "Id", ACCOUNT);
        }
    }
}
