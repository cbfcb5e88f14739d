package io.everswitch.channel.iso8583;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.IsoCodec.Decoded;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a bank sends: no crash, no hang, and no outcome that it did not say. jqwik prints the seed of a failure. */
class IsoDecoderPropertyTest {
    private static final Money ASKED = Money.of(1050, "CNY");
    private static final BankMessage APPROVAL = BankMessage.of("0210")
            .with(3, "000000")
            .with(4, "000000001050")
            .with(7, "1122152310")
            .with(11, "000123")
            .with(32, "12345")
            .with(37, "RRN000000123")
            .with(38, "AP0123")
            .with(39, "00")
            .with(41, "TERM0001")
            .with(42, "MERCHANT0000001")
            .with(48, "01029A0123456789ABCDEFGHJKMNPQRS01")
            .with(49, "156");

    @Property(tries = 2_000)
    void decode_anyBytes_isNeverAnOutcome(@ForAll @Size(max = 300) byte[] bytes, @ForAll Form form) {
        Decoded decoded = new IsoCodec(form).decode(Unpooled.wrappedBuffer(bytes));
        AttemptAnswer answer = IsoMapping.attempt(decoded, ASKED, CodeMap.iso8583());
        assertEquals(Kind.UNKNOWN, answer.kind());
    }

    @Property(tries = 300)
    void frames_anyStreamInAnyPieces_areWithinTheLimitsOrEndTheConnection(
            @ForAll long seed, @ForAll Framing framing, @ForAll @IntRange(min = 1, max = 200) int pieceMax) {
        Random random = new Random(seed);
        byte[] stream = new byte[random.nextInt(12_000)];
        random.nextBytes(stream);
        if (random.nextBoolean()) {
            // Mostly plausible lengths, so that frames really come out.
            for (int i = 0; i + 1 < stream.length; i++) {
                stream[i] = (byte) (framing == Framing.ASCII4 ? '0' + random.nextInt(2) : random.nextInt(40));
            }
        }
        EmbeddedChannel channel = new EmbeddedChannel(new IsoFrameDecoder(framing));
        boolean broken = false;
        for (int at = 0; at < stream.length; ) {
            int piece = Math.min(stream.length - at, 1 + random.nextInt(pieceMax));
            // Frames that stand before the broken length in the same piece are good ones.
            boolean wasBroken = broken;
            try {
                channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(stream, at, at + piece)));
            } catch (DecoderException e) {
                broken = true;
            }
            at += piece;
            ByteBuf frame = channel.readInbound();
            while (frame != null) {
                int message = frame.readableBytes() - IsoFrameDecoder.tpduBytes(framing);
                assertFalse(wasBroken, "a frame after a broken length");
                assertTrue(message >= 20 && message <= 4096, "message of " + message + " bytes");
                frame.release();
                frame = channel.readInbound();
            }
        }
        channel.finishAndReleaseAll();
    }

    @Property(tries = 2_000)
    void decode_damagedApproval_isAnOutcomeOnlyIfItIsStillAWholeMessageThatSaysSo(
            @ForAll long seed, @ForAll Form form, @ForAll @IntRange(min = 1, max = 3) int damages) {
        boolean binary = form == Form.BINARY;
        byte[] bytes = APPROVAL.bytes(binary);
        Random random = new Random(seed);
        for (int i = 0; i < damages; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 10));
        }
        Decoded decoded = new IsoCodec(form).decode(Unpooled.wrappedBuffer(bytes));
        AttemptAnswer answer = IsoMapping.attempt(decoded, ASKED, CodeMap.iso8583());
        if (answer.kind() != Kind.UNKNOWN) {
            // The other codec must read the same message: it is not damaged where it matters.
            BankMessage said = BankMessage.parse(bytes, binary);
            assertEquals("000000001050", said.get(4));
            assertEquals(CodeMap.iso8583().kindOf(said.get(39)), answer.kind());
            assertEquals(said.get(39), answer.rawCode());
        }
    }

    @Property(tries = 500)
    void decode_cutAnywhere_givesTheFieldsBeforeTheCut(
            @ForAll @IntRange(min = 0, max = 200) int length, @ForAll Form form) {
        byte[] whole = APPROVAL.bytes(form == Form.BINARY);
        Decoded decoded =
                new IsoCodec(form).decode(Unpooled.wrappedBuffer(Arrays.copyOf(whole, Math.min(length, whole.length))));
        assertEquals(length >= whole.length, decoded.whole());
        for (int field : List.of(3, 4, 7, 11, 32, 37, 39, 41, 49)) {
            String value = decoded.fields().get(field);
            if (value == null) {
                assertNull(decoded.fields().get(49));
            } else {
                assertEquals(APPROVAL.get(field), value);
            }
        }
    }
}
