package io.everswitch.channel.iso8583;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.everswitch.channel.iso8583.IsoCodec.Decoded;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoMappingTest {
    private static final Money ASKED = Money.of(1050, "CNY");

    private static IsoFields answer(String code) {
        return new IsoFields(210)
                .put(4, "000000001050")
                .put(38, "AP1   ")
                .put(39, code)
                .put(49, "156");
    }

    private static AttemptAnswer attempt(IsoFields fields) {
        return IsoMapping.attempt(new Decoded(fields, ""), ASKED, CodeMap.iso8583());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            00 | 000000001050 | 156 | APPROVED        | 1050 CNY
            00 | 000000001049 | 156 | UNKNOWN         | 1049 CNY
            00 | 000000001050 | 840 | UNKNOWN         | 1050 USD
            00 | 000000001050 | 001 | UNKNOWN         |
            00 | 000000001050 |     | APPROVED        | 1050 CNY
            00 |              | 156 | UNKNOWN         |
            10 | 000000000500 | 156 | UNKNOWN         | 500 CNY
            51 | 000000001050 | 156 | DECLINED_FINAL  | 1050 CNY
            51 | 000000001049 | 156 | UNKNOWN         | 1049 CNY
            51 |              | 156 | UNKNOWN         |
            """)
    void attempt_amountAndCode_decideTogether(
            String code, String amount, String currency, Kind kind, String bankAmount) {
        IsoFields fields = new IsoFields(210).put(39, code);
        if (amount != null) {
            fields.put(4, amount);
        }
        if (currency != null) {
            fields.put(49, currency);
        }
        AttemptAnswer answer = attempt(fields);
        assertEquals(kind, answer.kind());
        assertEquals(code, answer.rawCode());
        assertEquals(String.valueOf(bankAmount), String.valueOf(answer.amount()));
    }

    @Test
    void attempt_approved_bankReferenceIsFieldWithoutPadding() {
        assertEquals("AP1", attempt(answer("00")).bankReference());
    }

    @Test
    void attempt_noCode_isUnknown() {
        assertEquals("no_code", attempt(answer("  ")).rawCode());
    }

    @ParameterizedTest
    @CsvSource({"00", "51", "05"})
    void attempt_damagedAnswer_isUnknownWhateverItsCode(String code) {
        AttemptAnswer answer = IsoMapping.attempt(new Decoded(answer(code), "field 49"), ASKED, CodeMap.iso8583());
        assertEquals(Kind.UNKNOWN, answer.kind());
        assertEquals("garbage", answer.rawCode());
    }

    @Test
    void reversalAndRefund_damagedOrOtherAmount_areNoAnswer() {
        Decoded damaged = new Decoded(answer("00"), "field 49");
        assertEquals(ReversalAnswer.noAnswer("garbage"), IsoMapping.reversal(damaged, ASKED));
        assertEquals(RefundAnswer.noAnswer("garbage"), IsoMapping.refund(damaged, ASKED));
        Decoded other = new Decoded(answer("00").put(4, "000000000001"), "");
        assertEquals(ReversalAnswer.noAnswer("wrong_amount"), IsoMapping.reversal(other, ASKED));
        assertEquals(RefundAnswer.noAnswer("wrong_amount"), IsoMapping.refund(other, ASKED));
    }

    @Test
    void privateData_parseOfTags_isTheReverseOfWriting() {
        String field = PrivateData.tag("01", "A1") + PrivateData.tag("03", "");
        assertEquals("01002A103000", field);
        var tags = PrivateData.parse(field);
        assertNotNull(tags);
        assertEquals("A1", tags.get("01"));
        assertEquals("", tags.get("03"));
        for (String broken : new String[] {"0", "01", "0100", "01002A", "01-02A1", "xx002A1", "01002A10"}) {
            assertEquals(null, PrivateData.parse(broken), broken);
        }
    }
}
