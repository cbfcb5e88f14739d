package io.everswitch.channel.iso20022;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.channel.http.CallbackNews;
import io.everswitch.domain.port.AttemptAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What banks say by themselves, judged from the message alone. */
class Iso20022CallbacksTest {
    private static final Iso20022Callbacks CALLBACKS = new Iso20022Callbacks(StatusCodes.codes());

    private static Incoming incoming(BankXml xml) {
        Incoming incoming = Incoming.read(xml.bytes());
        assertEquals("", incoming.problem(), xml.text());
        return incoming;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ACSC | ATTEMPT | APPROVED ACSC
        ACSP | ATTEMPT | ACCEPTED ACSP
        AM04 | ATTEMPT | DECLINED_FINAL AM04
        AB03 | ATTEMPT | UNKNOWN AB03
        """)
    void callback_ofAnAttempt_isHandedOver(String code, CallbackNews.Verdict verdict, String expected) {
        BankXml xml = code.startsWith("ACS") ? BankXml.report(code) : BankXml.report("RJCT", code);
        CallbackNews meaning = CALLBACKS.meaning(incoming(xml));
        assertEquals(verdict, meaning.verdict());
        assertEquals(BankXml.REF, meaning.reference());
        AttemptAnswer answer = meaning.answer();
        assertEquals(expected, answer == null ? "" : answer.kind() + " " + answer.rawCode());
    }

    @Test
    void callback_returnByTheBank_wholeIsNotCharged_partIsOpen() {
        AttemptAnswer whole = CALLBACKS.meaning(incoming(BankXml.returned())).answer();
        assertEquals("DECLINED_FINAL AC04 returned by the bank", told(whole));
        AttemptAnswer part = CALLBACKS
                .meaning(incoming(BankXml.returned().with("AMOUNT", "4.99")))
                .answer();
        assertEquals("UNKNOWN AC04 returned by the bank in part: 499 CNY", told(part));
        AttemptAnswer unclear = CALLBACKS
                .meaning(incoming(BankXml.returned().with("CHARGED", "")))
                .answer();
        assertEquals("UNKNOWN AC04 returned by the bank in part: 500 CNY", told(unclear));
    }

    private static String told(@Nullable AttemptAnswer answer) {
        return answer == null ? "" : answer.kind() + " " + answer.rawCode() + " " + answer.detail();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        E2E  | A01KAVYJ0000G000GZZZZZZZZZZ02
        E2E  | R01KAVYJ0000G000GZZZZZZZZZZ01
        E2E  | XYZ
        TX   | TXA01KAVYJ0000G000GZZZZZZZZZZ02
        MSG  | CTA01KAVYJ0000G000GZZZZZZZZZZ02
        NAME | pacs.008.001.09
        NAME | pacs.004.001.09
        UETR | <OrgnlUETR>da28d7d4-b295-408a-9d8d-af6b6f616f68</OrgnlUETR>
        """)
    void callback_idsOfTwoTransactions_refused(String field, String value) {
        for (BankXml xml : new BankXml[] {BankXml.report("ACSC"), BankXml.returned()}) {
            CallbackNews meaning = CALLBACKS.meaning(incoming(xml.with(field, value)));
            assertEquals(CallbackNews.Verdict.REFUSED, meaning.verdict());
        }
    }

    @Test
    void callback_aboutRefundOrCancellation_isNoted() {
        assertEquals(CallbackNews.Verdict.NOTED, verdict(BankXml.refundReport("ACSC")));
        assertEquals(CallbackNews.Verdict.NOTED, verdict(BankXml.resolution("CNCL")));
        assertEquals(
                CallbackNews.Verdict.REFUSED,
                verdict(BankXml.refundReport("ACSC").with("TX", BankXml.REF)));
        assertEquals(
                CallbackNews.Verdict.REFUSED, verdict(BankXml.resolution("CNCL").with("TX", "X")));
        assertEquals(
                CallbackNews.Verdict.REFUSED,
                CALLBACKS.meaning(Incoming.read(new byte[] {'<'})).verdict());
    }

    private static CallbackNews.Verdict verdict(BankXml xml) {
        return CALLBACKS.meaning(incoming(xml)).verdict();
    }
}
