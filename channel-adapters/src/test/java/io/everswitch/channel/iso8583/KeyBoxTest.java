package io.everswitch.channel.iso8583;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Session keys out of their boxes, and what becomes of a connection whose key is not the bank's. */
@Timeout(30)
class KeyBoxTest {
    private static final String KEK = "000102030405060708090a0b0c0d0e0f";
    /** RFC 3394, 4.1: this under that key … */
    private static final String WRAPPED = "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5";
    /** … is this. */
    private static final String DATA = "00112233445566778899aabbccddeeff";

    private static KeyBox box(KeyBox.Wrap wrap, String hex) {
        return KeyBox.ofHex(wrap, hex.getBytes(StandardCharsets.US_ASCII));
    }

    private static String check(MacAlgorithm algorithm) {
        return Texts.hex(MacKeyTest.key(algorithm, DATA).checkValue());
    }

    @Test
    void open_rfc3394Vector_isTheKey() {
        MacKey opened = box(KeyBox.Wrap.AES_KW, KEK).open(MacAlgorithm.AES_CMAC, WRAPPED, check(MacAlgorithm.AES_CMAC));
        byte[] message = {1, 2, 3};
        assertEquals(
                Texts.hex(MacKeyTest.key(MacAlgorithm.AES_CMAC, DATA).mac(message, 3)),
                Texts.hex(opened.mac(message, 3)));
    }

    @Test
    void open_tripleDes_isBlockByBlock() {
        // The vector of FIPS 81 ("Now is t" under one DES key); a triple key of three equal halves is single DES.
        KeyBox box = box(KeyBox.Wrap.TDES_ECB, "0123456789abcdef0123456789abcdef");
        String plain = "4e6f772069732074";
        MacKey expected = MacKeyTest.key(MacAlgorithm.RETAIL, plain + plain);
        MacKey opened =
                box.open(MacAlgorithm.RETAIL, "3fa40e8a984d48153fa40e8a984d4815", Texts.hex(expected.checkValue()));
        byte[] message = {1};
        assertEquals(Texts.hex(expected.mac(message, 1)), Texts.hex(opened.mac(message, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "AES_KW, 1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe4, good",
        "AES_KW, 1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5, 000000",
        "AES_KW, 1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5, ''",
        "AES_KW, '', good",
        "AES_KW, xx, good",
        "TDES_ECB, 1fa68b0a8112b447aef34bd8fb5a7b82, good",
        "TDES_ECB, 1fa68b, good"
    })
    void open_damagedOrAnotherKey_isRefused(KeyBox.Wrap wrap, String wrapped, String check) {
        String value = check.equals("good") ? check(MacAlgorithm.AES_CMAC) : check;
        assertThrows(RuntimeException.class, () -> box(wrap, KEK).open(MacAlgorithm.AES_CMAC, wrapped, value));
    }

    @Test
    void change_overlapOver_oldKeyIsRefusedAndWiped() {
        MacKey base = MacKeyTest.key(MacAlgorithm.AES_CMAC, KEK);
        MacKey first = MacKeyTest.key(MacAlgorithm.AES_CMAC, DATA);
        MacKey second = MacKeyTest.key(MacAlgorithm.AES_CMAC, "22".repeat(16));
        byte[] message = {1, 2, 3};
        byte[] underFirst = first.mac(message, 3);
        MacKeys keys = new MacKeys(base);
        keys.change(first, Duration.ofMinutes(1).toNanos());
        assertTrue(keys.accepts(message, 3, base.mac(message, 3)));
        keys.change(second, Duration.ofMinutes(1).toNanos());
        assertTrue(keys.accepts(message, 3, underFirst));
        assertFalse(keys.accepts(message, 3, base.mac(message, 3)));
        assertFalse(first.isWiped());
        MacKey third = MacKeyTest.key(MacAlgorithm.AES_CMAC, "33".repeat(16));
        byte[] underSecond = second.mac(message, 3);
        keys.change(third, 0);
        assertTrue(first.isWiped());
        assertFalse(keys.accepts(message, 3, underSecond));
        assertTrue(second.isWiped());
        keys.restart();
        assertTrue(third.isWiped());
        assertFalse(base.isWiped());
        assertEquals(Texts.hex(base.mac(message, 3)), Texts.hex(keys.sign(message)));
    }

    @Test
    void exchange_wrongCheckValue_neverComesUp() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.BINARY);
        MacKey base = MacKeyTest.key(MacAlgorithm.AES_CMAC, KEK);
        bank.network = (session, message) -> {
            BankMessage answer = message.without(128).answer("0810", "00");
            if (message.get(70).equals("101")) {
                answer = answer.with(60, "10048" + WRAPPED + "11006" + "123456");
            }
            session.sendRaw(bank.frame(IsoMacTest.signed(answer, true, base)));
        };
        KeyExchange exchange = new KeyExchange(box(KeyBox.Wrap.AES_KW, KEK), 60, 1_000, 1_000);
        Iso8583Settings settings =
                TestBed.settings(bank.port(), Framing.BINARY2, Form.BINARY).with(new IsoOptions(base, exchange));
        try (TestBed bed = new TestBed(bank, settings)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> bed.metrics.disconnected.contains("key_exchange_failed"));
            assertEquals(0, bed.metrics.connected.get());
        }
    }
}
