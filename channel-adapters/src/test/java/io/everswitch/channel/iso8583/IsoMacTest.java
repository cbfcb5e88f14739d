package io.everswitch.channel.iso8583;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.ReversalRequest;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages with a MAC: what is not surely the bank's is no outcome. */
@Timeout(30)
class IsoMacTest {
    private static final Money ASKED = Money.of(1050, "CNY");
    private static final String KEY = "00112233445566778899aabbccddeeff";
    private static final BankMessage APPROVAL = BankMessage.of("0210")
            .with(4, "000000001050")
            .with(7, "1122152310")
            .with(11, "000123")
            .with(37, "RRN000000123")
            .with(38, "AP0123")
            .with(39, "00")
            .with(41, "TERM0001")
            .with(49, "156");

    private static MacKey key(MacAlgorithm algorithm) {
        return MacKeyTest.key(algorithm, KEY);
    }

    /** What the bank would send: the MAC in the last field, over all before it. */
    static byte[] signed(BankMessage message, boolean binary, MacKey key) {
        boolean wide = message.fields().lastKey() > 64;
        byte[] bytes = message.with(wide ? 128 : 64, "0".repeat(16)).bytes(binary);
        int at = bytes.length - (binary ? 8 : 16);
        byte[] mac = key.mac(bytes, at);
        byte[] written = binary
                ? mac
                : HexFormat.of()
                        .formatHex(mac)
                        .toUpperCase(java.util.Locale.ROOT)
                        .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(written, 0, bytes, at, written.length);
        return bytes;
    }

    @Property(tries = 3_000)
    void decode_damagedSignedApproval_isNeverAnOutcome(
            @ForAll long seed,
            @ForAll Form form,
            @ForAll MacAlgorithm algorithm,
            @ForAll @IntRange(min = 0, max = 3) int damages) {
        boolean binary = form == Form.BINARY;
        BankMessage sent = seed % 2 == 0 ? APPROVAL : APPROVAL.with(102, "1");
        byte[] good = signed(sent, binary, key(algorithm));
        byte[] bytes = good.clone();
        Random random = new Random(seed);
        for (int i = 0; i < damages; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 10));
        }
        AttemptAnswer answer = IsoMapping.attempt(
                new IsoCodec(form).decode(Unpooled.wrappedBuffer(bytes), new MacKeys(key(algorithm))),
                ASKED,
                CodeMap.iso8583());
        boolean unharmed = Arrays.equals(good, bytes);
        // Hex digits in lower case say the same: a flipped 0x20 there is no damage.
        boolean sameInLowerCase = !binary
                && new String(good, StandardCharsets.US_ASCII)
                        .equalsIgnoreCase(new String(bytes, StandardCharsets.US_ASCII));
        if (unharmed) {
            assertEquals(Kind.APPROVED, answer.kind());
        } else if (!sameInLowerCase) {
            assertEquals(Kind.UNKNOWN, answer.kind(), answer.toString());
        }
    }

    @Property(tries = 2_000)
    void decode_anyBytes_isNeverAnOutcome(@ForAll long seed, @ForAll Form form, @ForAll MacAlgorithm algorithm) {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        if (form == Form.ASCII) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) "0123456789ABCDEF".charAt(bytes[i] & 15);
            }
        }
        AttemptAnswer answer = IsoMapping.attempt(
                new IsoCodec(form).decode(Unpooled.wrappedBuffer(bytes), new MacKeys(key(algorithm))),
                ASKED,
                CodeMap.iso8583());
        assertEquals(Kind.UNKNOWN, answer.kind());
    }

    private static TestBed bed(FakeBank bank, Form form, MacAlgorithm algorithm) {
        bank.network = (session, message) ->
                session.sendRaw(bank.frame(signed(message.answer("0810", "00"), form == Form.BINARY, key(algorithm))));
        return new TestBed(
                        bank,
                        TestBed.settings(bank.port(), Framing.BINARY2_TPDU, form)
                                .with(new IsoOptions(key(algorithm))))
                .up();
    }

    @ParameterizedTest
    @EnumSource
    void requests_withMac_carryItAndGoodAnswersCount(MacAlgorithm algorithm) throws Exception {
        for (Form form : Form.values()) {
            boolean binary = form == Form.BINARY;
            FakeBank bank = new FakeBank(Framing.BINARY2_TPDU, form);
            bank.script = (session, message) -> {
                int field = message.fields().lastKey();
                BankMessage bare = message.without(field);
                assertEquals(bare.fields().lastKey() > 64 ? 128 : 64, field);
                assertEquals(
                        HexFormat.of().formatHex(signed(bare, binary, key(algorithm))),
                        HexFormat.of().formatHex(message.bytes(binary)));
                session.sendRaw(bank.frame(signed(FakeBank.approve(bare), binary, key(algorithm))));
            };
            try (TestBed bed = bed(bank, form, algorithm)) {
                AttemptRequest request = bed.attempt(1050);
                assertEquals(
                        Kind.APPROVED, TestBed.get(bed.channel.send(request)).kind());
                assertEquals(
                        "ACKNOWLEDGED",
                        TestBed.get(bed.channel.reverse(
                                        new ReversalRequest(request.ids(), request.amount(), TestBed.account(), "", 0)))
                                .kind()
                                .name());
                assertEquals(0, bed.metrics.protocolErrors.get());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answer_withoutOrWithWrongMac_isUnknownAndCounted(Form form) throws Exception {
        boolean binary = form == Form.BINARY;
        FakeBank bank = new FakeBank(Framing.BINARY2_TPDU, form);
        MacKey other = MacKeyTest.key(MacAlgorithm.AES_CMAC, "ff".repeat(16));
        try (TestBed bed = bed(bank, form, MacAlgorithm.AES_CMAC)) {
            for (String code : new String[] {"00", "51"}) {
                bank.script = (session, message) -> session.send(bare(message).with(39, code));
                assertEquals("UNKNOWN wrong_mac", told(bed));
                bank.script = (session, message) ->
                        session.sendRaw(bank.frame(signed(bare(message).with(39, code), binary, other)));
                assertEquals("UNKNOWN wrong_mac", told(bed));
            }
            assertEquals(4, bed.metrics.protocolErrors.get());
            assertEquals(0, bed.metrics.unmatched.get());

            // What nobody asked for is dropped, whether or not it could be anybody's.
            bank.session().sendRaw(bank.frame(signed(APPROVAL.with(11, "999998"), binary, other)));
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> bed.metrics.unmatched.get() == 1);
            assertEquals(5, bed.metrics.protocolErrors.get());
            assertTrue(bed.channel.status().up());
            assertTrue(bed.answers.attempts.isEmpty(), bed.answers.attempts.toString());
        }
    }

    private static BankMessage bare(BankMessage message) {
        return FakeBank.approve(message.without(message.fields().lastKey()));
    }

    private static String told(TestBed bed) throws Exception {
        AttemptAnswer answer = bed.send(1050);
        return answer.kind() + " " + answer.rawCode();
    }

    @ParameterizedTest
    @EnumSource
    void answer_wrongMacThenTheRightOne_isUnknownFirstAndHandedOnLate(Form form) throws Exception {
        boolean binary = form == Form.BINARY;
        FakeBank bank = new FakeBank(Framing.BINARY2_TPDU, form);
        bank.script = (session, message) -> {
            session.send(bare(message));
            session.send(bare(message));
            session.sendRaw(bank.frame(signed(bare(message), binary, key(MacAlgorithm.RETAIL))));
        };
        try (TestBed bed = bed(bank, form, MacAlgorithm.RETAIL)) {
            AttemptRequest request = bed.attempt(1050);
            assertEquals(Kind.UNKNOWN, TestBed.get(bed.channel.send(request)).kind());
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !bed.answers.attempts.isEmpty());
            assertEquals(request.ids().reference() + " APPROVED 00", bed.answers.attempts.remove());
            assertEquals(1, bed.metrics.late.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void signOn_answeredWithoutMac_neverComesUp(Form form) throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2_TPDU, form);
        try (TestBed bed = new TestBed(
                bank,
                TestBed.settings(bank.port(), Framing.BINARY2_TPDU, form)
                        .with(new IsoOptions(key(MacAlgorithm.AES_CMAC))))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> bed.metrics.disconnected.contains("sign_on_unanswered"));
            assertFalse(bed.channel.status().up());
            assertEquals(Kind.NOT_SENT, bed.send(1050).kind());
        }
    }
}
