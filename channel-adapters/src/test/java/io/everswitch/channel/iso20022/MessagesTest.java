package io.everswitch.channel.iso20022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.contract.FakeVault;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.WireIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the house, compared with texts that were written by hand. */
class MessagesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T23:59:59.987Z");
    private static final String ACCOUNT = "6228480012345678901";
    private static final String AGENTS = "<InstgAgt><FinInstnId><BICFI>HOUSCNBJXXX</BICFI></FinInstnId></InstgAgt>"
            + "<InstdAgt><FinInstnId><BICFI>BANKCNBJ</BICFI></FinInstnId></InstdAgt>";
    private static final String ORIGINALS =
            "<OrgnlGrpInf><OrgnlMsgId>CT{REF}</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf>"
                    + "<OrgnlEndToEndId>{REF}</OrgnlEndToEndId><OrgnlTxId>TX{REF}</OrgnlTxId>"
                    + "<OrgnlUETR>{UETR}</OrgnlUETR>";

    private final FakeVault vault = new FakeVault();
    private final Messages messages =
            new Messages(new Parties("HOUSCNBJXXX", "BANKCNBJ", "Everswitch & Söhne", "DE89370400440532013000"));

    private AttemptRequest request(String account, Money amount, String description) {
        Means means = new BankAccountMeans(new BankId("bank-1"), vault.seal(account), "8901");
        return new AttemptRequest(ids(BankXml.REF), amount, means, null, NOW, description, false);
    }

    private static WireIds ids(String reference) {
        return new WireIds(reference, "", "", "");
    }

    private String transfer(String account, Money amount, String description) {
        return text(messages.creditTransfer(request(account, amount, description), vault, NOW));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String document(String definition, String content) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:"
                        + definition + "\">" + content + "</Document>")
                .replace("{ORIGINALS}", ORIGINALS)
                .replace("{AGENTS}", AGENTS)
                .replace("{REF}", BankXml.REF)
                .replace("{REFUND}", BankXml.REFUND)
                .replace("{UETR}", BankXml.UETR);
    }

    @Test
    void creditTransfer_wholeText() {
        assertEquals(
                document(
                        "pacs.008.001.08",
                        "<FIToFICstmrCdtTrf><GrpHdr><MsgId>CT{REF}</MsgId><CreDtTm>2026-11-22T23:59:59Z</CreDtTm>"
                                + "<NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf>{AGENTS}</GrpHdr>"
                                + "<CdtTrfTxInf><PmtId><EndToEndId>{REF}</EndToEndId><TxId>TX{REF}</TxId>"
                                + "<UETR>{UETR}</UETR></PmtId><IntrBkSttlmAmt Ccy=\"CNY\">123.45</IntrBkSttlmAmt>"
                                + "<IntrBkSttlmDt>2026-11-22</IntrBkSttlmDt><ChrgBr>SLEV</ChrgBr>"
                                + "<Dbtr><Nm>NOTPROVIDED</Nm></Dbtr>"
                                + "<DbtrAcct><Id><Othr><Id>6228480012345678901</Id></Othr></Id></DbtrAcct>"
                                + "<DbtrAgt><FinInstnId><BICFI>BANKCNBJ</BICFI></FinInstnId></DbtrAgt>"
                                + "<CdtrAgt><FinInstnId><BICFI>HOUSCNBJXXX</BICFI></FinInstnId></CdtrAgt>"
                                + "<Cdtr><Nm>Everswitch &amp; Söhne</Nm></Cdtr>"
                                + "<CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>"
                                + "<RmtInf><Ustrd>two &lt;tickets&gt; 两张票</Ustrd></RmtInf>"
                                + "</CdtTrfTxInf></FIToFICstmrCdtTrf>"),
                transfer(ACCOUNT, Money.of(12_345, "CNY"), "two <tickets> 两张票"));
    }

    @Test
    void statusRequest_wholeText() {
        assertEquals(
                document(
                        "pacs.028.001.03",
                        "<FIToFIPmtStsReq><GrpHdr><MsgId>SR{REF}</MsgId><CreDtTm>2026-11-22T23:59:59Z</CreDtTm>{AGENTS}"
                                + "</GrpHdr><TxInf><StsReqId>SR{REF}</StsReqId>{ORIGINALS}<OrgnlTxRef>"
                                + "<IntrBkSttlmAmt Ccy=\"JPY\">500</IntrBkSttlmAmt></OrgnlTxRef></TxInf>"
                                + "</FIToFIPmtStsReq>"),
                text(messages.statusRequest(new QueryRequest(ids(BankXml.REF), Money.of(500, "JPY"), ""), NOW)));
    }

    @Test
    void cancellation_wholeText_andTheSameHoweverOftenItIsTried() {
        String agent = "<Agt><FinInstnId><BICFI>%s</BICFI></FinInstnId></Agt>";
        String house = agent.formatted("HOUSCNBJXXX");
        for (int tries : List.of(0, 1, 99_999)) {
            Means means = request(ACCOUNT, Money.of(1, "CNY"), "").means();
            assertEquals(
                    document(
                            "camt.056.001.08",
                            "<FIToFIPmtCxlReq><Assgnmt><Id>CA{REF}</Id><Assgnr>" + house + "</Assgnr><Assgne>"
                                    + agent.formatted("BANKCNBJ")
                                    + "</Assgne><CreDtTm>2026-11-22T23:59:59Z</CreDtTm></Assgnmt>"
                                    + "<Case><Id>CX{REF}</Id><Cretr>" + house + "</Cretr></Case>"
                                    + "<CtrlData><NbOfTxs>1</NbOfTxs></CtrlData><Undrlyg><TxInf><CxlId>CX{REF}</CxlId>"
                                    + "{ORIGINALS}<OrgnlIntrBkSttlmAmt Ccy=\"KWD\">1.250</OrgnlIntrBkSttlmAmt>"
                                    + "<CxlRsnInf><Rsn><Cd>TECH</Cd></Rsn></CxlRsnInf></TxInf></Undrlyg>"
                                    + "</FIToFIPmtCxlReq>"),
                    text(messages.cancellation(
                            new ReversalRequest(ids(BankXml.REF), Money.of(1_250, "KWD"), means, "B1", tries), NOW)));
        }
    }

    @Test
    void paymentReturn_wholeText_holdsNoAccount() {
        Means means = request(ACCOUNT, Money.of(1, "CNY"), "").means();
        assertEquals(
                document(
                        "pacs.004.001.09",
                        "<PmtRtr><GrpHdr><MsgId>PR{REFUND}</MsgId><CreDtTm>2026-11-22T23:59:59Z</CreDtTm>"
                                + "<NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf>{AGENTS}</GrpHdr>"
                                + "<TxInf><RtrId>{REFUND}</RtrId>{ORIGINALS}"
                                + "<RtrdIntrBkSttlmAmt Ccy=\"CNY\">0.99</RtrdIntrBkSttlmAmt>"
                                + "<IntrBkSttlmDt>2026-11-22</IntrBkSttlmDt>"
                                + "<RtrRsnInf><Rsn><Cd>MD06</Cd></Rsn></RtrRsnInf></TxInf></PmtRtr>"),
                text(messages.paymentReturn(
                        new RefundRequest(ids(BankXml.REFUND), ids(BankXml.REF), Money.of(99, "CNY"), means, "B1", 3),
                        NOW)));
    }

    @ParameterizedTest
    @CsvSource({
        "DE89370400440532013000, IBAN",
        "GB29NWBK60161331926819, IBAN",
        "NO9386011117947, IBAN",
        "DE89370400440532013001, Othr",
        "GB29nwbk60161331926819, Othr",
        "123456, Othr",
        "DE89, Othr"
    })
    void creditTransfer_account_standsWhereItBelongs(String account, String element) {
        String xml = transfer(account, Money.of(1, "CNY"), "");
        String expected = element.equals("IBAN")
                ? "<DbtrAcct><Id><IBAN>" + account + "</IBAN></Id></DbtrAcct>"
                : "<DbtrAcct><Id><Othr><Id>" + account + "</Id></Othr></Id></DbtrAcct>";
        assertTrue(xml.contains(expected), xml);
        assertFalse(xml.contains("RmtInf"), "no empty remittance");
    }

    /** Whatever a merchant writes for the payer, the message stays valid: it is read back before it is given out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "]]></Ustrd><Evil/>",
                "\u0000\u0001\u001f",
                "a\r\n\tb",
                "&amp; &#0; &e;",
                "\uD83C\uDFAB\uD83C",
                "\uFFFE\uFFFF\u202E",
                "            "
            })
    void creditTransfer_oddDescriptions_areOnlyText(String description) {
        String xml = transfer(ACCOUNT, Money.of(1, "CNY"), description);
        assertFalse(xml.contains("<Evil"), xml);
        assertEquals("", XmlReader.read(xml.getBytes(StandardCharsets.UTF_8)).problem());
        String longest = "两".repeat(126) + "\uD83C\uDFAB";
        assertTrue(transfer(ACCOUNT, Money.of(1, "CNY"), longest).contains(longest));
    }

    @Test
    void creditTransfer_ofWhatItCannotCarry_refusedWithoutASecret() {
        Means card = new CardMeans(vault.seal("4929123456781234"), "visa", "1234", 12, 2031);
        AttemptRequest byCard = new AttemptRequest(ids(BankXml.REF), Money.of(1, "CNY"), card, null, NOW, "", false);
        assertThrows(IllegalArgumentException.class, () -> messages.creditTransfer(byCard, vault, NOW));
        assertThrows(IllegalArgumentException.class, () -> transfer(ACCOUNT, Money.of(1, "XAU"), ""));
        IllegalStateException odd =
                assertThrows(IllegalStateException.class, () -> transfer("6228 4800 <1234>", Money.of(1, "CNY"), ""));
        assertFalse(String.valueOf(odd.getMessage()).contains("6228"), odd.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        HOUSCNB     | BANKCNBJ | Shop     | 123  | houseBic
        HOUSCNBJ    | bankcnbj | Shop     | 123  | bankBic
        HOUSCNBJ    | BANKCNBJ | ''       | 123  | creditorName
        HOUSCNBJ    | BANKCNBJ | ' Shop'  | 123  | creditorName
        HOUSCNBJ    | BANKCNBJ | Shop     | ''   | creditorAccount
        HOUSCNBJ    | BANKCNBJ | Shop     | 1 2  | creditorAccount
        """)
    void parties_wrong_namesTheField(String house, String bank, String name, String account, String field) {
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> new Parties(house, bank, name, account));
        assertTrue(String.valueOf(wrong.getMessage()).startsWith(field), wrong.getMessage());
    }
}
