package io.everswitch.channel.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms as bytes. */
class FormFieldsTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void signed_sortsByNameAndLeavesOutEmptyAndSignature() {
        FormFields fields = FormFields.none()
                .with("txnAmt", "500")
                .with("Zeta", "z")
                .with("accNo", "1 2+3=%")
                .with("signature", "s")
                .with("note", "");
        assertEquals("Zeta=z&accNo=1 2+3=%&txnAmt=500", new String(fields.signed(), StandardCharsets.UTF_8));
        assertFalse(fields.toString().contains("500"), "values are no one's business");
    }

    @Test
    void parse_whatWasEncoded_isTheSame() {
        FormFields fields = FormFields.none().with("a", "两张 + % = ?").with("b", "x");
        FormFields read = FormFields.parse(fields.encoded()).orElseThrow();
        assertEquals("两张 + % = ?", read.get("a"));
        assertEquals("x", read.get("b"));
        assertEquals("", read.get("c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "=1",
                "a=1&",
                "&a=1",
                "a=1&a=1",
                "a=1&a=",
                "a=%",
                "a=%4",
                "a=%zz",
                "a=%41%",
                "a b=1",
                "ä=1",
                "a=ä",
                "a=\n",
                "a=%0A",
                "a=%26b%3D1",
                "a=%FF",
                "a=%C0%80",
                "a=%ED%A0%80",
                "a= 1"
            })
    void parse_noForm_isRefused(String text) {
        assertTrue(FormFields.parse(bytes(text)).isEmpty(), text);
    }

    @Test
    void parse_tooMuch_isRefused() {
        String many = IntStream.range(0, 65).mapToObj(i -> "f" + i + "=1").collect(Collectors.joining("&"));
        assertTrue(FormFields.parse(bytes(many)).isEmpty());
        assertTrue(FormFields.parse(bytes(many.substring(0, many.lastIndexOf('&'))))
                .isPresent());
        assertTrue(FormFields.parse(bytes("a=" + "x".repeat(1_025))).isEmpty());
        assertTrue(FormFields.parse(bytes("a=" + "x".repeat(1_024))).isPresent());
        assertTrue(FormFields.parse(bytes("x".repeat(33) + "=1")).isEmpty());
    }

    @Test
    void with_whatCouldBeTwoMessages_isRefusedWithoutTheValue() {
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> FormFields.none().with("a", "1&respCode=00"))
                .getMessage());
        assertFalse(message.contains("respCode"), message);
    }
}
