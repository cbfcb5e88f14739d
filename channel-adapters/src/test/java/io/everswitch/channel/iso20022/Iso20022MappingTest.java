package io.everswitch.channel.iso20022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth table, row by row. The attempt asked for 5.00 yuan. */
class Iso20022MappingTest {
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ACSC |           | APPROVED ACSC           | APPROVED ACSC
        ACCC |           | APPROVED ACCC           | APPROVED ACCC
        ACSP |           | ACCEPTED ACSP           | PENDING ACSP
        ACTC |           | ACCEPTED ACTC           | PENDING ACTC
        ACCP |           | ACCEPTED ACCP           | PENDING ACCP
        ACWC |           | ACCEPTED ACWC           | PENDING ACWC
        ACWP |           | ACCEPTED ACWP           | PENDING ACWP
        ACFC |           | ACCEPTED ACFC           | PENDING ACFC
        PDNG |           | ACCEPTED PDNG           | PENDING PDNG
        RCVD |           | ACCEPTED RCVD           | PENDING RCVD
        PDNG | AB03      | ACCEPTED PDNG           | PENDING PDNG
        CANC |           | UNKNOWN CANC            | REVERSED CANC
        BLCK |           | UNKNOWN BLCK            | NO_ANSWER BLCK
        ZZZZ |           | UNKNOWN ZZZZ            | NO_ANSWER ZZZZ
        ACSC | AC04      | APPROVED ACSC           | APPROVED ACSC
        RJCT |           | UNKNOWN RJCT            | DECLINED_FINAL RJCT
        RJCT | AC01      | DECLINED_FINAL AC01     | DECLINED_FINAL AC01
        RJCT | AC04      | DECLINED_FINAL AC04     | DECLINED_FINAL AC04
        RJCT | AC06      | DECLINED_FINAL AC06     | DECLINED_FINAL AC06
        RJCT | AG01      | DECLINED_FINAL AG01     | DECLINED_FINAL AG01
        RJCT | AM02      | DECLINED_FINAL AM02     | DECLINED_FINAL AM02
        RJCT | AM04      | DECLINED_FINAL AM04     | DECLINED_FINAL AM04
        RJCT | CUST      | DECLINED_FINAL CUST     | DECLINED_FINAL CUST
        RJCT | MS03      | DECLINED_RETRIABLE MS03 | DECLINED_RETRIABLE MS03
        RJCT | AB07      | DECLINED_RETRIABLE AB07 | DECLINED_RETRIABLE AB07
        RJCT | FF01      | DECLINED_RETRIABLE FF01 | DECLINED_RETRIABLE FF01
        RJCT | RC01      | DECLINED_RETRIABLE RC01 | DECLINED_RETRIABLE RC01
        RJCT | AM13      | DECLINED_RETRIABLE AM13 | DECLINED_RETRIABLE AM13
        RJCT | AB01      | UNKNOWN AB01            | DECLINED_FINAL AB01
        RJCT | AB03      | UNKNOWN AB03            | DECLINED_FINAL AB03
        RJCT | AB05      | UNKNOWN AB05            | DECLINED_FINAL AB05
        RJCT | AM05      | UNKNOWN AM05            | NO_ANSWER contradiction
        RJCT | DUPL      | UNKNOWN DUPL            | NO_ANSWER contradiction
        RJCT | DU04      | UNKNOWN DU04            | NO_ANSWER contradiction
        RJCT | NARR      | UNKNOWN NARR            | DECLINED_FINAL NARR
        RJCT | QQ99      | UNKNOWN QQ99            | DECLINED_FINAL QQ99
        RJCT | z9        | UNKNOWN z9              | DECLINED_FINAL z9
        RJCT | ACSC      | UNKNOWN ACSC            | NO_ANSWER contradiction
        RJCT | NOOR      | UNKNOWN NOOR            | NOT_FOUND NOOR
        RJCT | AC04 NOOR | UNKNOWN NOOR            | NO_ANSWER contradiction
        RJCT | MS03 AC04 | DECLINED_FINAL AC04     | DECLINED_FINAL AC04
        RJCT | AC04 AB03 | UNKNOWN AB03            | DECLINED_FINAL AB03
        RJCT | AC04 QQ99 | UNKNOWN QQ99            | DECLINED_FINAL QQ99
        RJCT | MS03 MS03 | DECLINED_RETRIABLE MS03 | DECLINED_RETRIABLE MS03
        """)
    void status_row_meansThis(String status, String reasons, String asAnswer, String whenAsked) {
        assertEquals(asAnswer, attempt(BankXml.report(status, words(reasons))));
        assertEquals(whenAsked, query(BankXml.report(status, words(reasons))));
    }

    @Test
    void attempt_approved_namesAmountAndReference() {
        AttemptAnswer answer = Iso20022Mapping.attempt(200, incoming(BankXml.report("ACSC")), SENT, CODES);
        assertEquals(new AttemptAnswer(Kind.APPROVED, "ACSC", "B1", ASKED, ""), answer);
    }

    /** Field, value, then what an answer, an answer to a question, and an answer to a refund mean. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        AMOUNT    | 4.99          | UNKNOWN ACSC            | APPROVED ACSC             | NO_ANSWER wrong_amount
        AMOUNT    | 5             | APPROVED ACSC           | APPROVED ACSC             | DONE ACSC
        CCY       | USD           | UNKNOWN ACSC            | NO_ANSWER wrong_currency  | NO_ANSWER wrong_amount
        REFERENCE | ''            | UNKNOWN ACSC            | NO_ANSWER no_amount       | NO_ANSWER ACSC
        UETR      | ''            | APPROVED ACSC           | APPROVED ACSC             | DONE ACSC
        E2E       | A01KAVYJ0000G000GZZZZZZZZZZ02 | UNKNOWN wrong_reference | NO_ANSWER wrong_reference | NO_ANSWER wrong_reference
        TX        | TXA01KAVYJ0000G000GZZZZZZZZZZ02 | UNKNOWN wrong_reference | NO_ANSWER wrong_reference | NO_ANSWER wrong_reference
        UETR      | <OrgnlUETR>da28d7d4-b295-408a-9d8d-af6b6f616f68</OrgnlUETR> | UNKNOWN wrong_reference | NO_ANSWER wrong_reference | NO_ANSWER wrong_reference
        MSG       | SRA01KAVYJ0000G000GZZZZZZZZZZ01 | UNKNOWN wrong_reference | NO_ANSWER wrong_reference | NO_ANSWER wrong_reference
        NAME      | pacs.028.001.03 | UNKNOWN wrong_reference | NO_ANSWER wrong_reference | NO_ANSWER wrong_reference
        """)
    void approval_oneFieldChanged_countsOnlyIfItIsStillOurs(
            String field, String value, String asAnswer, String whenAsked, String ofRefund) {
        assertEquals(asAnswer, attempt(BankXml.report("ACSC").with(field, value)));
        assertEquals(whenAsked, query(BankXml.report("ACSC").with(field, value)));
        assertEquals(ofRefund, refund(BankXml.refundReport("ACSC").with(field, value)));
    }

    /** The same fields, of a rejection: never a decline either. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        AMOUNT    | 4.99          | UNKNOWN AM04            | NO_ANSWER contradiction
        CCY       | USD           | UNKNOWN AM04            | NO_ANSWER wrong_currency
        REFERENCE | ''            | DECLINED_FINAL AM04     | DECLINED_FINAL AM04
        E2E       | A01KAVYJ0000G000GZZZZZZZZZZ02 | UNKNOWN wrong_reference | NO_ANSWER wrong_reference
        TX        | TX            | UNKNOWN wrong_reference | NO_ANSWER wrong_reference
        MSG       | X             | UNKNOWN wrong_reference | NO_ANSWER wrong_reference
        """)
    void rejection_oneFieldChanged_countsOnlyIfItIsStillOurs(
            String field, String value, String asAnswer, String whenAsked) {
        assertEquals(asAnswer, attempt(BankXml.report("RJCT", "AM04").with(field, value)));
        assertEquals(whenAsked, query(BankXml.report("RJCT", "AM04").with(field, value)));
    }

    @Test
    void attempt_wrongAmount_isNamedWithAClearDetail() {
        AttemptAnswer other =
                Iso20022Mapping.attempt(200, incoming(BankXml.report("ACSC").with("AMOUNT", "4.99")), SENT, CODES);
        assertEquals(Money.of(499, "CNY"), other.amount());
        assertEquals("amount is not what was asked", other.detail());
        AttemptAnswer foreign =
                Iso20022Mapping.attempt(200, incoming(BankXml.report("ACSC").with("CCY", "USD")), SENT, CODES);
        assertEquals("currency is not what was asked", foreign.detail());
        QueryAnswer asked =
                Iso20022Mapping.query(200, incoming(BankXml.report("ACSC").with("AMOUNT", "4.99")), SENT, CODES);
        assertEquals(Money.of(499, "CNY"), asked.amount());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        JPY, 5.5
        JPY, 5.0
        KWD, 5.0001
        CNY, 5.001
        CNY, 99999999999.99
        XAU, 5
        ZZZ, 5.00
        """)
    void amount_notExact_isNoMessage(String currency, String amount) {
        Incoming incoming = Incoming.read(BankXml.report("ACSC")
                .with("CCY", currency)
                .with("AMOUNT", amount)
                .bytes());
        assertEquals("amount", incoming.problem());
        AttemptAnswer answer = Iso20022Mapping.attempt(200, incoming, SENT, CODES);
        assertEquals("UNKNOWN garbage", answer.kind() + " " + answer.rawCode());
    }

    @ParameterizedTest
    @CsvSource({
        "202, UNKNOWN http_202, NO_ANSWER http_202",
        "204, UNKNOWN http_204, NO_ANSWER http_204",
        "302, UNKNOWN http_302, NO_ANSWER http_302",
        "400, UNKNOWN http_400, NO_ANSWER http_400",
        "401, DECLINED_RETRIABLE http_401, NO_ANSWER http_401",
        "404, UNKNOWN http_404, NO_ANSWER http_404",
        "429, DECLINED_RETRIABLE http_429, NO_ANSWER http_429",
        "500, UNKNOWN http_500, NO_ANSWER http_500",
        "503, UNKNOWN http_503, NO_ANSWER http_503"
    })
    void httpStatus_notOk_messageIsNotLookedAt(int status, String asAnswer, String whenAsked) {
        Incoming approval = incoming(BankXml.report("ACSC"));
        AttemptAnswer answer = Iso20022Mapping.attempt(status, approval, SENT, CODES);
        assertEquals(asAnswer, answer.kind() + " " + answer.rawCode());
        QueryAnswer asked = Iso20022Mapping.query(status, approval, SENT, CODES);
        assertEquals(whenAsked, asked.kind() + " " + asked.rawCode());
        assertEquals(
                ReversalAnswer.noAnswer("http_" + status),
                Iso20022Mapping.reversal(status, incoming(BankXml.resolution("CNCL")), SENT));
        assertEquals(
                RefundAnswer.noAnswer("http_" + status),
                Iso20022Mapping.refund(status, incoming(BankXml.refundReport("ACSC")), REFUND, CODES));
    }

    @Test
    void codeOverrides_ofTheChannel_ruleButNeverAgainstTheStatus() {
        CodeMap own = CODES.with(Map.of(
                "ACCP", Kind.APPROVED,
                "PDNG", Kind.DECLINED_FINAL,
                "ACSC", Kind.DECLINED_FINAL,
                "AB03", Kind.DECLINED_RETRIABLE,
                "AC04", Kind.APPROVED,
                "my_code", Kind.DECLINED_FINAL));
        assertEquals("APPROVED ACCP", with(own, BankXml.report("ACCP")));
        assertEquals("DECLINED_RETRIABLE AB03", with(own, BankXml.report("RJCT", "AB03")));
        assertEquals("DECLINED_FINAL my_code", with(own, BankXml.report("RJCT", "my_code")));
        assertEquals("UNKNOWN AC04", with(own, BankXml.report("RJCT", "AC04")));
        assertEquals("UNKNOWN PDNG", with(own, BankXml.report("PDNG")));
        assertEquals("UNKNOWN ACSC", with(own, BankXml.report("ACSC")));
    }

    private static String with(CodeMap codes, BankXml xml) {
        AttemptAnswer answer = Iso20022Mapping.attempt(200, incoming(xml), SENT, codes);
        return answer.kind() + " " + answer.rawCode();
    }

    @Test
    void unmappedCode_isToldByItsDetail() {
        AttemptAnswer answer = Iso20022Mapping.attempt(200, incoming(BankXml.report("RJCT", "QQ99")), SENT, CODES);
        assertTrue(answer.detail().startsWith("code is not"), answer.detail());
        AttemptAnswer mapped = Iso20022Mapping.attempt(200, incoming(BankXml.report("RJCT", "AB03")), SENT, CODES);
        assertNotEquals("code is not in the channel's map", mapped.detail());
    }
}
