package io.everswitch.chaos.bank;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a bank of the ISO 20022 family says. Everything that goes into the texts was checked before, so nothing needs escaping.
 * Stateless.
 */
final class Iso20022Replies {
    private static final int GARBAGE_PAIRS = 32;

    /** How this family says the two characters of the books; what is not here is the bank's own code. */
    private static final Map<String, String> REASONS = Map.of(
            "05", "MS03",
            "51", "AM04",
            "91", "AB07",
            "94", "AM05",
            "14", "AC01",
            "61", "AM14",
            "12", "AG01",
            "13", "AM09",
            "57", "AM09");

    private static final String NOT_FOUND = "<Prtry>NOOR</Prtry>";

    private Iso20022Replies() {}

    /** A payment that is not yet told. */
    static byte[] accepted(Iso20022Request request, BookAnswer booked, String now) {
        return report(request, "ACSP", "", booked.bankReference(), amount(booked.amount(), booked.currency()), now);
    }

    /** A payment or a refund as the books know it; {@code amount} may be a wrong one on purpose. */
    static byte[] told(Iso20022Request request, BookAnswer booked, long amount, String now) {
        String money = amount(amount, booked.currency());
        return switch (booked.state()) {
            case CHARGED, REFUNDED -> report(request, "ACSC", "", booked.bankReference(), money, now);
            case REVERSED -> report(request, "CANC", "", booked.bankReference(), money, now);
            case DECLINED, REFUND_REFUSED ->
                report(request, "RJCT", reason(booked.code()), booked.bankReference(), money, now);
            case NONE, VOID -> notFound(request, now);
        };
    }

    static byte[] rejected(Iso20022Request request, String code, String now) {
        return report(request, "RJCT", reason(code), "", "", now);
    }

    static byte[] notFound(Iso20022Request request, String now) {
        return report(request, "RJCT", NOT_FOUND, "", "", now);
    }

    private static String reason(String code) {
        String standard = REASONS.get(code);
        return standard == null ? "<Prtry>" + code + "</Prtry>" : "<Cd>" + standard + "</Cd>";
    }

    private static String amount(long minor, String currency) {
        return "<OrgnlTxRef><IntrBkSttlmAmt Ccy=\"" + currency + "\">" + XmlElements.decimal(minor, currency)
                + "</IntrBkSttlmAmt></OrgnlTxRef>";
    }

    private static byte[] report(
            Iso20022Request request, String status, String reason, String bankReference, String money, String now) {
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10">
                <FIToFIPmtStsRpt>
                <GrpHdr><MsgId>S%s</MsgId><CreDtTm>%s</CreDtTm></GrpHdr>
                <TxInfAndSts>
                <OrgnlGrpInf><OrgnlMsgId>%s</OrgnlMsgId><OrgnlMsgNmId>%s</OrgnlMsgNmId></OrgnlGrpInf>
                <OrgnlEndToEndId>%s</OrgnlEndToEndId>
                <OrgnlTxId>%s</OrgnlTxId>
                <OrgnlUETR>%s</OrgnlUETR>
                <TxSts>%s</TxSts>%s%s%s
                </TxInfAndSts>
                </FIToFIPmtStsRpt>
                </Document>
                """.formatted(
                        request.reference(),
                        now,
                        request.messageId(),
                        request.kind().answered(),
                        request.endToEndId(),
                        request.txId(),
                        request.uetr(),
                        status,
                        reason.isEmpty() ? "" : "<StsRsnInf><Rsn>" + reason + "</Rsn></StsRsnInf>",
                        bankReference.isEmpty() ? "" : "<AcctSvcrRef>" + bankReference + "</AcctSvcrRef>",
                        money);
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] cancelled(Iso20022Request request, String now) {
        return resolution(request, "CNCL", "ACCR", "", now);
    }

    static byte[] neverSeen(Iso20022Request request, String now) {
        return resolution(request, "RJCR", "RJCR", "NOOR", now);
    }

    static byte[] notCancelled(Iso20022Request request, String now) {
        return resolution(request, "RJCR", "RJCR", "AGNT", now);
    }

    private static byte[] resolution(
            Iso20022Request request, String confirmation, String status, String reason, String now) {
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09">
                <RsltnOfInvstgtn>
                <Assgnmt><Id>I%s</Id>
                <Assgnr><Agt><FinInstnId><BICFI>SIMBCNBJ</BICFI></FinInstnId></Agt></Assgnr>
                <Assgne><Agt><FinInstnId><BICFI>EVSWCNBJ</BICFI></FinInstnId></Agt></Assgne>
                <CreDtTm>%s</CreDtTm></Assgnmt>
                <Sts><Conf>%s</Conf></Sts>
                <CxlDtls><TxInfAndSts>
                <OrgnlEndToEndId>%s</OrgnlEndToEndId>
                <OrgnlTxId>%s</OrgnlTxId>
                <OrgnlUETR>%s</OrgnlUETR>
                <TxCxlSts>%s</TxCxlSts>%s
                </TxInfAndSts></CxlDtls>
                </RsltnOfInvstgtn>
                </Document>
                """.formatted(
                        request.reference(),
                        now,
                        confirmation,
                        request.endToEndId(),
                        request.txId(),
                        request.uetr(),
                        status,
                        reason.isEmpty() ? "" : "<CxlStsRsnInf><Rsn><Cd>" + reason + "</Cd></Rsn></CxlStsRsnInf>");
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    /** Says 200 and XML, and is not. */
    static byte[] garbage() {
        return "<{".repeat(GARBAGE_PAIRS).getBytes(StandardCharsets.UTF_8);
    }
}
