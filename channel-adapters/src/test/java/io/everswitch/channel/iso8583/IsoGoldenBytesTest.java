package io.everswitch.channel.iso8583;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.Iso8583Settings.Link;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.WireIds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Bytes on the wire against bytes that were written down by hand from the page, field by field. */
class IsoGoldenBytesTest {
    private static final WireIds IDS =
            new WireIds("A0123456789ABCDEFGHJKMNPQRS01", "000123", "RRN000000123", "1122152310");
    private static final WireIds REFUND_IDS =
            new WireIds("R0123456789ABCDEFGHJKMNPQRS01", "000777", "RRN000000777", "1122160000");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T15:23:11Z"), ZoneOffset.UTC);
    private static final IsoMessages MESSAGES = new IsoMessages(TestBed.IDENTITY, TestBed.VAULT, CLOCK);
    private static final Money AMOUNT = Money.of(1050, "CNY");

    @Test
    void purchase_cardAscii_isTheBytesOfThePage() {
        String message = "0200" + "723C440108C18000" // 2 3 4 7 | 11-14 | 18 22 | 32 | 37 | 41 42 48 | 49
                + "164111111111111111" + "000000" + "000000001050" + "1122152310" + "000123" + "152311" + "1122"
                + "2812"
                + "5999" + "012" + "0512345" + "RRN000000123" + "TERM0001" + "MERCHANT0000001"
                + "055" + "01029A0123456789ABCDEFGHJKMNPQRS01" + "02003737" + "03008two cups" + "156";
        assertEquals(
                ascii(message),
                write(Framing.BINARY2, Form.ASCII, purchase(TestBed.card(), true))
                        .substring(4));
        assertEquals(
                "00C4",
                write(Framing.BINARY2, Form.ASCII, purchase(TestBed.card(), true))
                        .substring(0, 4));
        assertEquals(ascii("0196" + message), write(Framing.ASCII4, Form.ASCII, purchase(TestBed.card(), true)));
        assertEquals(
                "00C9" + "6001020A0B" + ascii(message),
                write(Framing.BINARY2_TPDU, Form.ASCII, purchase(TestBed.card(), true)));
    }

    @Test
    void purchase_cardBinary_isTheBytesOfThePage() {
        String message = "0200" + "723C440108C18000" + "164111111111111111" + "000000" + "000000001050" + "1122152310"
                + "000123" + "152311" + "1122" + "2812" + "5999" + "0012" + "05012345" + ascii("RRN000000123")
                + ascii("TERM0001") + ascii("MERCHANT0000001") + "0055"
                + ascii("01029A0123456789ABCDEFGHJKMNPQRS01" + "02003737" + "03008two cups") + "0156";
        assertEquals("0091" + message, write(Framing.BINARY2, Form.BINARY, purchase(TestBed.card(), true)));
        assertEquals(
                "0096" + "6001020A0B" + message,
                write(Framing.BINARY2_TPDU, Form.BINARY, purchase(TestBed.card(), true)));
        assertEquals(ascii("0145") + message, write(Framing.ASCII4, Form.BINARY, purchase(TestBed.card(), true)));
    }

    @Test
    void purchase_accountBinary_hasField102AndNoCardFields() {
        String message = "0200" + "B238440108C18000" + "0000000004000000" + "000000" + "000000001050" + "1122152310"
                + "000123" + "152311" + "1122" + "5999" + "0012" + "05012345" + ascii("RRN000000123")
                + ascii("TERM0001") + ascii("MERCHANT0000001") + "0047"
                + ascii("01029A0123456789ABCDEFGHJKMNPQRS01" + "03008two cups") + "0156"
                + "19" + ascii("6222020200112233445");
        assertEquals(
                message,
                write(Framing.BINARY2, Form.BINARY, purchase(TestBed.account(), false))
                        .substring(4));
    }

    @Test
    void reversal_firstTryBinary_carriesOriginalData() {
        String message = "0400" + "F220000108C18000" + "0000004000000000" + "164111111111111111" + "000000"
                + "000000001050" + "1122152311" + "000123" + "05012345" + ascii("RRN000000123") + ascii("TERM0001")
                + ascii("MERCHANT0000001") + "0034" + ascii("01029A0123456789ABCDEFGHJKMNPQRS01") + "0156"
                + "0200" + "000123" + "1122152310" + "00000012345" + "00000000000";
        IsoFields reversal = MESSAGES.reversal(new ReversalRequest(IDS, AMOUNT, TestBed.card(), "", 0));
        assertEquals(message, write(Framing.BINARY2, Form.BINARY, reversal).substring(4));
    }

    @Test
    void refund_firstTryAscii_namesBothReferences() {
        String message = "0220" + "7238000108C18000" + "164111111111111111" + "200000" + "000000001050" + "1122160000"
                + "000777" + "152311" + "1122" + "0512345" + "RRN000000777" + "TERM0001" + "MERCHANT0000001" + "068"
                + "01029R0123456789ABCDEFGHJKMNPQRS01" + "04029A0123456789ABCDEFGHJKMNPQRS01" + "156";
        IsoFields refund = MESSAGES.refund(new RefundRequest(REFUND_IDS, IDS, AMOUNT, TestBed.card(), "AP0123", 0));
        assertEquals(ascii(message), write(Framing.BINARY2, Form.ASCII, refund).substring(4));
    }

    @Test
    void signOn_bothForms_areTheBytesOfThePage() {
        IsoFields signOn = MESSAGES.network("000009", IsoMessages.SIGN_ON);
        assertEquals(
                "001C" + "0800" + "8220000000000000" + "0400000000000000" + "1122152311" + "000009" + "0001",
                write(Framing.BINARY2, Form.BINARY, signOn));
        assertEquals(
                ascii("0055" + "0800" + "8220000000000000" + "0400000000000000" + "1122152311" + "000009" + "001"),
                write(Framing.ASCII4, Form.ASCII, signOn));
    }

    @Test
    void purchase_textBeyondAscii_becomesQuestionMarks() {
        IsoFields fields = MESSAGES.purchase(
                new AttemptRequest(IDS, AMOUNT, TestBed.card(), null, CLOCK.instant(), "茶 & tea", false));
        assertEquals("01029A0123456789ABCDEFGHJKMNPQRS01" + "03007? & tea", fields.get(48));
    }

    private static IsoFields purchase(Means means, boolean cvc) {
        return MESSAGES.purchase(new AttemptRequest(
                IDS, AMOUNT, means, cvc ? TestBed.VAULT.seal("737") : null, CLOCK.instant(), "two cups", false));
    }

    private static String write(Framing framing, Form form, IsoFields message) {
        Link link = new Link("127.0.0.1", 1, framing, form, 0x0102, 0x0A0B, 1);
        ByteBuf out = Unpooled.buffer();
        new IsoFraming(link, new IsoCodec(form)).write(message, out);
        return ByteBufUtil.hexDump(out).toUpperCase(java.util.Locale.ROOT);
    }

    private static String ascii(String text) {
        return ByteBufUtil.hexDump(text.getBytes(StandardCharsets.US_ASCII)).toUpperCase(java.util.Locale.ROOT);
    }
}
