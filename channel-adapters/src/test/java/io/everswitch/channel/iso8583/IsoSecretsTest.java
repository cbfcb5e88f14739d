package io.everswitch.channel.iso8583;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Everything that is logged at TRACE, libraries included, while card data goes to and fro (M10). */
@Timeout(30)
class IsoSecretsTest {
    /** No digits, so that no time or number can look like it by chance. */
    private static final String CVC = "c~v~c";

    @Test
    void logs_atTrace_holdNoCardDataWhateverHappens() throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        };
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ear.setContext(root.getLoggerContext());
        ear.start();
        root.addAppender(ear);
        root.setLevel(Level.TRACE);
        try {
            for (Form form : Form.values()) {
                exercise(form);
                exchangeKeys(form);
            }
        } finally {
            root.setLevel(before);
            root.detachAppender(ear);
        }
        String all = String.join("\n", lines);
        for (String secret : List.of(TestBed.PAN, CVC, TestBed.ACCOUNT, "7777777")) {
            assertFalse(all.contains(secret), "a log line holds a secret");
        }
        String anyCase = all.toLowerCase(java.util.Locale.ROOT);
        for (String key : KEYS) {
            assertFalse(anyCase.contains(key), "a log line holds a key");
        }
        assertTrue(all.contains("60={10=(48) 11=(6)}"), "no key exchange was logged: the check would see nothing");
        assertTrue(all.contains("2=************1111"), "no masked message was logged: the check would see nothing");
        assertTrue(all.contains("02=(5)"), "the CVC's tag is not in the logged message");
        assertTrue(all.contains("102=***************3445"), "the account is not in the logged message");
    }

    /** Base, key-encrypting and session key, and the session key in its box (RFC 3394, 4.1). */
    private static final List<String> KEYS = List.of(
            "2b7e151628aed2a6abf7158809cf4f3c",
            "000102030405060708090a0b0c0d0e0f",
            "00112233445566778899aabbccddeeff",
            "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");

    private static void exchangeKeys(Form form) throws Exception {
        MacKey base = MacKeyTest.key(MacAlgorithm.AES_CMAC, KEYS.get(0));
        MacKey session = MacKeyTest.key(MacAlgorithm.AES_CMAC, KEYS.get(2));
        FakeBank bank = new FakeBank(Framing.BINARY2, form);
        bank.network = (connection, message) -> {
            BankMessage answer = message.without(128).answer("0810", "00");
            if (message.get(70).equals("101")) {
                answer = answer.with(60, "10048" + KEYS.get(3) + "11006" + Texts.hex(session.checkValue()));
            }
            // Sign-off and echo come under the session key; nobody here waits for them.
            connection.sendRaw(bank.frame(IsoMacTest.signed(answer, form == Form.BINARY, base)));
        };
        KeyBox box = KeyBox.ofHex(KeyBox.Wrap.AES_KW, KEYS.get(1).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        IsoOptions options = new IsoOptions(base, new KeyExchange(box, 60, 60_000, 60_000));
        try (TestBed bed = new TestBed(
                        bank,
                        TestBed.settings(bank.port(), Framing.BINARY2, form).with(options))
                .up()) {
            bank.script = (connection, message) -> connection.send(FakeBank.approve(message));
            bed.send(1050);
        }
    }

    private static void exercise(Form form) throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, form);
        // A careless bank repeats the card and the private data in its answers, and sometimes breaks them.
        bank.script = (session, message) -> {
            BankMessage answer = FakeBank.approve(message).with(48, message.get(48));
            answer = message.get(2).isEmpty() ? answer : answer.with(2, message.get(2));
            byte[] bytes = answer.bytes(form == Form.BINARY);
            if (bank.received.size() % 2 == 0) {
                bytes[bytes.length - 1] = 'x';
            }
            session.sendRaw(bank.frame(bytes));
        };
        try (TestBed bed = new TestBed(bank, TestBed.settings(bank.port(), Framing.BINARY2, form)).up()) {
            for (int i = 0; i < 2; i++) {
                AttemptRequest request = request(bed, CVC);
                TestBed.get(bed.channel.send(request));
                TestBed.get(bed.channel.reverse(
                        new ReversalRequest(request.ids(), request.amount(), request.means(), "", i)));
                TestBed.get(bed.channel.refund(
                        new RefundRequest(bed.ids(), request.ids(), Money.of(1, "CNY"), TestBed.account(), "", i)));
            }
            AttemptRequest account = bed.attempt(1);
            TestBed.get(bed.channel.send(new AttemptRequest(
                    account.ids(), account.amount(), TestBed.account(), null, account.sendBy(), "", false)));
            assertEquals(
                    "unencodable",
                    TestBed.get(bed.channel.send(request(bed, "7".repeat(1200))))
                            .rawCode());
        }
    }

    private static AttemptRequest request(TestBed bed, String cvc) {
        return new AttemptRequest(
                bed.ids(),
                Money.of(1000, "CNY"),
                TestBed.card(),
                TestBed.VAULT.seal(cvc),
                Instant.now().plusSeconds(5),
                "two cups",
                false);
    }
}
