package io.everswitch.channel.iso20022;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What banks send, written as text from the page and not with the adapter's writer, so that both sides agree with the page and
 * not with each other. Fields are set by name; whatever is not set is as it should be. Not thread-safe.
 */
final class BankXml {
    /** An attempt of the payment rules' own form, and a refund of it. */
    static final String REF = "A01KAVYJ0000G000GZZZZZZZZZZ01";

    static final String REFUND = "R01KAVYJ0000G000GZZZZZZZZZZ01";

    /** The UETR of {@link #REF}: fixed here as text, because its derivation must never change. */
    static final String UETR = "da28d7d4-b295-408a-9d8d-af6b6f616f69";

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final String template;

    private BankXml(String template) {
        this.template = template;
        with("E2E", REF);
        with("TX", "TX" + REF);
        with("UETR", "<OrgnlUETR>" + UETR + "</OrgnlUETR>");
        with("MSG", "CT" + REF);
        with("NAME", "pacs.008.001.08");
        with("AMOUNT", "5.00");
        with("CCY", "CNY");
    }

    /** pacs.002 about the attempt, of 5.00 yuan, with the bank reference B1. */
    static BankXml report(String status, String... reasons) {
        StringBuilder information = new StringBuilder();
        for (String reason : reasons) {
            String tag = reason.matches("[A-Z0-9]{4}") ? "Cd" : "Prtry";
            information.append("<StsRsnInf><Rsn><%s>%s</%s></Rsn><AddtlInf>so it is</AddtlInf></StsRsnInf>"
                    .formatted(tag, reason, tag));
        }
        return new BankXml("""
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10">
                  <FIToFIPmtStsRpt>
                    <GrpHdr><MsgId>B-1</MsgId><CreDtTm>2026-11-22T15:23:10Z</CreDtTm></GrpHdr>
                    <TxInfAndSts>
                      <StsId>S-1</StsId>
                      <OrgnlGrpInf><OrgnlMsgId>{MSG}</OrgnlMsgId><OrgnlMsgNmId>{NAME}</OrgnlMsgNmId></OrgnlGrpInf>
                      <OrgnlEndToEndId>{E2E}</OrgnlEndToEndId>
                      <OrgnlTxId>{TX}</OrgnlTxId>
                      {UETR}
                      <TxSts>{STATUS}</TxSts>
                      {REASONS}
                      <AcctSvcrRef>B1</AcctSvcrRef>
                      {REFERENCE}
                    </TxInfAndSts>
                  </FIToFIPmtStsRpt>
                </Document>
                """)
                .with("STATUS", status)
                .with("REASONS", information.toString())
                .with("REFERENCE", "<OrgnlTxRef><IntrBkSttlmAmt Ccy=\"{CCY}\">{AMOUNT}</IntrBkSttlmAmt></OrgnlTxRef>");
    }

    /** pacs.002 about the refund. */
    static BankXml refundReport(String status, String... reasons) {
        return report(status, reasons)
                .with("TX", REFUND)
                .with("MSG", "PR" + REFUND)
                .with("NAME", "pacs.004.001.09");
    }

    /** camt.029 about the cancellation of the attempt. */
    static BankXml resolution(String confirmation, String... reasons) {
        StringBuilder information = new StringBuilder();
        for (String reason : reasons) {
            information.append("<CxlStsRsnInf><Rsn><Cd>%s</Cd></Rsn></CxlStsRsnInf>".formatted(reason));
        }
        return new BankXml("""
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09">
                  <RsltnOfInvstgtn>
                    <Assgnmt>
                      <Id>B-2</Id>
                      <Assgnr><Agt><FinInstnId><BICFI>BANKCNBJ</BICFI></FinInstnId></Agt></Assgnr>
                      <Assgne><Agt><FinInstnId><BICFI>HOUSCNBJXXX</BICFI></FinInstnId></Agt></Assgne>
                      <CreDtTm>2026-11-22T15:23:10.123+08:00</CreDtTm>
                    </Assgnmt>
                    <Sts><Conf>{CONF}</Conf></Sts>
                    <CxlDtls>
                      <TxInfAndSts>
                        <OrgnlEndToEndId>{E2E}</OrgnlEndToEndId>
                        <OrgnlTxId>{TX}</OrgnlTxId>
                        {UETR}
                        {TXSTS}
                        {REASONS}
                      </TxInfAndSts>
                    </CxlDtls>
                  </RsltnOfInvstgtn>
                </Document>
                """).with("CONF", confirmation).with("TXSTS", "").with("REASONS", information.toString());
    }

    /** pacs.004 of the bank's own: it gives the attempt's 5.00 yuan back. */
    static BankXml returned() {
        return new BankXml("""
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09">
                  <PmtRtr>
                    <GrpHdr>
                      <MsgId>B-3</MsgId>
                      <CreDtTm>2026-11-22T15:23:10Z</CreDtTm>
                      <NbOfTxs>1</NbOfTxs>
                      <SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf>
                    </GrpHdr>
                    <TxInf>
                      <RtrId>RB1</RtrId>
                      <OrgnlGrpInf><OrgnlMsgId>{MSG}</OrgnlMsgId><OrgnlMsgNmId>{NAME}</OrgnlMsgNmId></OrgnlGrpInf>
                      <OrgnlEndToEndId>{E2E}</OrgnlEndToEndId>
                      <OrgnlTxId>{TX}</OrgnlTxId>
                      {UETR}
                      {CHARGED}
                      <RtrdIntrBkSttlmAmt Ccy="{CCY}">{AMOUNT}</RtrdIntrBkSttlmAmt>
                      <RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn></RtrRsnInf>
                    </TxInf>
                  </PmtRtr>
                </Document>
                """).with("CHARGED", "<OrgnlIntrBkSttlmAmt Ccy=\"CNY\">5.00</OrgnlIntrBkSttlmAmt>");
    }

    /** @param value XML, written as it is */
    BankXml with(String name, String value) {
        fields.put(name, value);
        return this;
    }

    /** Names no amount. */
    BankXml withoutAmount() {
        return with("REFERENCE", "");
    }

    BankXml about(String reference, String uetr) {
        return with("E2E", reference)
                .with("TX", "TX" + reference)
                .with("MSG", "CT" + reference)
                .with("UETR", "<OrgnlUETR>" + uetr + "</OrgnlUETR>");
    }

    String text() {
        String text = template;
        // Values may hold fields themselves, one level deep.
        for (int round = 0; round < 2; round++) {
            for (Map.Entry<String, String> field : fields.entrySet()) {
                text = text.replace("{" + field.getKey() + "}", field.getValue());
            }
        }
        return HEAD + text;
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
