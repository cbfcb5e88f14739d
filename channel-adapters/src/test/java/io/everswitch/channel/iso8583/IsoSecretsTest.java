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
            }
        } finally {
            root.setLevel(before);
            root.detachAppender(ear);
        }
        String all = String.join("\n", lines);
        for (String secret : List.of(TestBed.PAN, CVC, TestBed.ACCOUNT, "7777777")) {
            assertFalse(all.contains(secret), "a log line holds a secret");
        }
        assertTrue(all.contains("2=************1111"), "no masked message was logged: the check would see nothing");
        assertTrue(all.contains("02=(5)"), "the CVC's tag is not in the logged message");
        assertTrue(all.contains("102=***************3445"), "the account is not in the logged message");
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
