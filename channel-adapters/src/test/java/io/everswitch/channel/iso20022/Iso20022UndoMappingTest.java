package io.everswitch.channel.iso20022;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth table of what undoes: recalls and refunds, row by row. The attempt asked for 5.00 yuan. */
class Iso20022UndoMappingTest {
    private static final Money ASKED = Money.of(500, "CNY");
    private static final SentTransaction SENT = SentTransaction.attempt(BankXml.REF, ASKED);
    private static final SentTransaction REFUND = SentTransaction.refund(BankXml.REFUND, BankXml.REF, ASKED);
    private static final CodeMap CODES = StatusCodes.codes();

    private static Incoming incoming(BankXml xml) {
        Incoming incoming = Incoming.read(xml.bytes());
        assertEquals("", incoming.problem(), xml.text());
        return incoming;
    }

    private static String[] words(@Nullable String list) {
        return list == null ? new String[0] : list.split(" ", -1);
    }

    private static String attempt(BankXml xml) {
        AttemptAnswer answer = Iso20022Mapping.attempt(200, incoming(xml), SENT, CODES);
        return answer.kind() + " " + answer.rawCode();
    }

    private static String query(BankXml xml) {
        QueryAnswer answer = Iso20022Mapping.query(200, incoming(xml), SENT, CODES);
        return answer.kind() + " " + answer.rawCode();
    }

    private static String refund(BankXml xml) {
        RefundAnswer answer = Iso20022Mapping.refund(200, incoming(xml), REFUND, CODES);
        return answer.kind() + " " + answer.rawCode();
    }

    private static String reversal(BankXml xml) {
        ReversalAnswer answer = Iso20022Mapping.reversal(200, incoming(xml), SENT);
        return answer.kind() + " " + answer.rawCode();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        CNCL |      |           | ACKNOWLEDGED CNCL
        CNCL | ACCR |           | ACKNOWLEDGED CNCL
        CNCL | RJCR |           | NO_ANSWER CNCL
        CNCL | PDCR |           | NO_ANSWER CNCL
        PDCR |      |           | NO_ANSWER PDCR
        PDCR | ACCR |           | NO_ANSWER PDCR
        RJCR | ACCR | AGNT      | NO_ANSWER RJCR
        RJCR |      |           | NO_ANSWER RJCR
        RJCR | RJCR | NOOR      | ACKNOWLEDGED not_found
        RJCR |      | NOOR      | ACKNOWLEDGED not_found
        RJCR |      | NOOR AGNT | NO_ANSWER NOOR
        RJCR |      | AGNT      | REFUSED AGNT
        RJCR |      | CUST      | REFUSED CUST
        RJCR |      | LEGL AGNT | REFUSED LEGL
        RJCR |      | AC04      | REFUSED AC04
        RJCR |      | AM04      | REFUSED AM04
        RJCR |      | ARDT      | NO_ANSWER ARDT
        RJCR |      | ARPL      | NO_ANSWER ARPL
        RJCR |      | RQDA      | NO_ANSWER RQDA
        RJCR |      | QQ99      | NO_ANSWER QQ99
        RJCR |      | AGNT QQ99 | NO_ANSWER AGNT
        MODI |      |           | NO_ANSWER MODI
        """)
    void resolution_row_meansThis(String confirmation, String transaction, String reasons, String expected) {
        BankXml xml = BankXml.resolution(confirmation, words(reasons));
        if (transaction != null) {
            xml.with("TXSTS", "<TxCxlSts>" + transaction + "</TxCxlSts>");
        }
        assertEquals(expected, reversal(xml));
    }

    @Test
    void reversal_otherMessages_countOnlyIfTheyAreAboutOurs() {
        assertEquals(
                "NO_ANSWER wrong_reference",
                reversal(BankXml.resolution("CNCL").with("E2E", "A01KAVYJ0000G000GZZZZZZZZZZ02")));
        assertEquals(
                "NO_ANSWER wrong_reference", reversal(BankXml.resolution("CNCL").with("TX", "X")));
        assertEquals("ACKNOWLEDGED returned", reversal(BankXml.returned()));
        assertEquals("NO_ANSWER wrong_amount", reversal(BankXml.returned().with("AMOUNT", "4.99")));
        assertEquals("NO_ANSWER wrong_reference", reversal(BankXml.returned().with("MSG", "X")));
        assertEquals("NO_ANSWER wrong_message", reversal(BankXml.report("CANC")));
        assertEquals(
                ReversalAnswer.noAnswer("garbage"),
                Iso20022Mapping.reversal(200, Incoming.read(new byte[] {'<'}), SENT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ACSC |      | DONE ACSC
        ACCC |      | DONE ACCC
        ACSP |      | NO_ANSWER ACSP
        PDNG |      | NO_ANSWER PDNG
        RJCT | AM09 | REFUSED AM09
        RJCT | AG01 | REFUSED AG01
        RJCT | AC04 | REFUSED AC04
        RJCT | AB03 | NO_ANSWER AB03
        RJCT | AM05 | NO_ANSWER AM05
        RJCT | QQ99 | NO_ANSWER QQ99
        RJCT |      | NO_ANSWER RJCT
        CANC |      | NO_ANSWER CANC
        """)
    void refund_row_meansThis(String status, String reasons, String expected) {
        assertEquals(expected, refund(BankXml.refundReport(status, words(reasons))));
    }

    /** A report about the payment is no word about its refund, and the other way round. */
    @Test
    void refund_reportOfThePayment_isNoAnswer() {
        assertEquals("NO_ANSWER wrong_reference", refund(BankXml.report("ACSC")));
        assertEquals("UNKNOWN wrong_reference", attempt(BankXml.refundReport("ACSC")));
        assertEquals("NO_ANSWER wrong_message", refund(BankXml.resolution("CNCL")));
        assertEquals("UNKNOWN wrong_message", attempt(BankXml.resolution("CNCL")));
        assertEquals("NO_ANSWER wrong_message", query(BankXml.returned()));
    }
}
