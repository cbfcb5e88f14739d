package io.everswitch.channel.iso8583;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.WireIds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class FieldTemplateTest {
    @Test
    void fill_allPlaceholders_standForWhatTheMessageSays() {
        WireIds ids = new WireIds("A0000000000000000000000000001", "000123", "RRN000000123", "1122152310");
        assertEquals(
                "B1122/TERM0001/MERCHANT0000001/12345/A0000000000000000000000000001/RRN000000123/000123",
                new FieldTemplate(60, "B{batch}/{terminal}/{merchant}/{acquirer}/{reference}/{rrn}/{stan}")
                        .fill(TestBed.IDENTITY, ids));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        48 | x          | 60 … 63
        2  | x          | 60 … 63
        64 | x          | 60 … 63
        60 | ''         | printable
        60 | é          | printable
        60 | {pan}      | may hold
        60 | {          | must not hold
        60 | x}         | must not hold
        60 | {terminal  | must not hold
        """)
    void template_wrong_isRefusedWithTheRule(int field, String text, String rule) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> new FieldTemplate(field, text))
                        .getMessage());
        assertTrue(message.contains(rule), message);
    }

    @Test
    void template_longestFilling_mustFitTheField() {
        assertEquals(60, new FieldTemplate(60, "x".repeat(991) + "{terminal}").field());
        assertThrows(IllegalArgumentException.class, () -> new FieldTemplate(60, "x".repeat(992) + "{terminal}"));
    }

    @ParameterizedTest
    @EnumSource
    void messages_ofAChannelWithPrivateFields_carryThem(Form form) throws Exception {
        FakeBank bank = new FakeBank(Framing.ASCII4, form);
        IsoOptions options = IsoOptions.NONE.withFields(List.of(new FieldTemplate(60, "T{terminal} {stan}")));
        try (TestBed bed = new TestBed(
                        bank,
                        TestBed.settings(bank.port(), Framing.ASCII4, form).with(options))
                .up()) {
            AttemptRequest request = bed.attempt(1050);
            assertEquals(Kind.APPROVED, TestBed.get(bed.channel.send(request)).kind());
            String expected = "TTERM0001 " + request.ids().stan();
            assertEquals(expected, bank.next().get(60));
            TestBed.get(bed.channel.reverse(
                    new ReversalRequest(request.ids(), request.amount(), TestBed.account(), "", 0)));
            assertEquals(expected, bank.next().get(60));
        }
    }
}
