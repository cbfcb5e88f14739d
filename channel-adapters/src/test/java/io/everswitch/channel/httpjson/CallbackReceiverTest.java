package io.everswitch.channel.httpjson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.contract.FakeVault;
import io.everswitch.channel.contract.RecordedAnswers;
import io.everswitch.channel.contract.SettableClock;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackReceiverTest {
    private static final String REFERENCE = "A01KAVYJ0000G000GZZZZZZZZZZ01";
    private static final String APPROVED = body("approved", "00", 12_345);

    private final RecordedAnswers answers = new RecordedAnswers();
    private final SettableClock clock = new SettableClock();
    private final CallbackReceiver receiver = new CallbackReceiver(answers, ChannelMetrics.NONE, clock);

    @BeforeEach
    void register() {
        ContractSetup setup = new ContractSetup(new FakeVault(), answers, clock, 8, false, Duration.ofSeconds(1));
        receiver.register(HttpRig.settings("http://127.0.0.1:1/contract-1", setup));
    }

    private static String body(String status, String code, long amount) {
        return ("{\"reference\":\"%s\",\"bank_reference\":\"B77\",\"status\":\"%s\",\"code\":\"%s\",\"amount\":%d,"
                        + "\"currency\":\"CNY\"}")
                .formatted(REFERENCE, status, code, amount);
    }

    private String now() {
        return Long.toString(clock.instant().getEpochSecond());
    }

    private CallbackReply receive(String channel, String timestamp, String signature, String body) throws Exception {
        return receiver.receive(channel, timestamp, signature, body.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private int genuine(String body) throws Exception {
        String timestamp = now();
        return receive("contract-1", timestamp, ScriptedHttpBank.sign(timestamp, body), body)
                .httpStatus();
    }

    @Test
    void receive_genuine_handedOverWithAmountAndReference() throws Exception {
        assertEquals(200, genuine(APPROVED));
        AttemptAnswer answer = answers.of(REFERENCE).get(0);
        assertEquals(new AttemptAnswer(AttemptAnswer.Kind.APPROVED, "00", "B77", Money.of(12_345, "CNY"), ""), answer);
    }

    @Test
    void receive_duplicatesAndDisorder_allHandedOver() throws Exception {
        assertEquals(200, genuine(body("declined", "51", 12_345)));
        assertEquals(200, genuine(APPROVED));
        assertEquals(200, genuine(APPROVED));
        assertEquals(
                List.of("DECLINED_FINAL", "APPROVED", "APPROVED"),
                answers.of(REFERENCE).stream()
                        .map(answer -> answer.kind().name())
                        .toList());
    }

    @Test
    void receive_notDurable_503AndAgain200WhenItIs() throws Exception {
        answers.durable(CompletableFuture.completedFuture(false));
        assertEquals(503, genuine(APPROVED));
        answers.durable(CompletableFuture.failedFuture(new IllegalStateException("journal is away")));
        assertEquals(503, genuine(APPROVED));
        answers.durable(CompletableFuture.completedFuture(true));
        assertEquals(200, genuine(APPROVED));
    }

    @Test
    void receive_durableLater_isNotAnsweredBefore() throws Exception {
        CompletableFuture<Boolean> durable = new CompletableFuture<>();
        answers.durable(durable);
        String timestamp = now();
        CompletableFuture<CallbackReply> reply = receiver.receive(
                        "contract-1",
                        timestamp,
                        ScriptedHttpBank.sign(timestamp, APPROVED),
                        APPROVED.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture();
        assertFalse(reply.isDone());
        assertTrue(durable.complete(true));
        assertEquals(200, reply.get(5, TimeUnit.SECONDS).httpStatus());
    }

    @Test
    void receive_unknownChannel_404() throws Exception {
        String timestamp = now();
        assertEquals(
                404,
                receive("other", timestamp, ScriptedHttpBank.sign(timestamp, APPROVED), APPROVED)
                        .httpStatus());
        assertEquals(List.of(), answers.all());
    }

    @Test
    void receive_forged_401AndNothingHandedOver() throws Exception {
        String timestamp = now();
        String signature = ScriptedHttpBank.sign(timestamp, APPROVED);
        char flipped = signature.charAt(63) == '0' ? '1' : '0';
        for (String wrong : List.of(
                "",
                "00",
                signature.substring(0, 63) + flipped,
                signature + "00",
                "z".repeat(64),
                ScriptedHttpBank.sign(timestamp, APPROVED + " "))) {
            assertEquals(401, receive("contract-1", timestamp, wrong, APPROVED).httpStatus(), wrong);
        }
        assertEquals(
                401, receive("contract-1", timestamp + "0", signature, APPROVED).httpStatus());
        assertEquals(
                401,
                receive("contract-1", timestamp, signature, APPROVED.replace("12345", "92345"))
                        .httpStatus());
        assertEquals(List.of(), answers.all());
    }

    @ParameterizedTest
    @CsvSource({"-302,401", "-298,200", "298,200", "302,401"})
    void receive_clockDifference_boundIs300Seconds(long seconds, int status) throws Exception {
        String timestamp = Long.toString(clock.instant().getEpochSecond() + seconds);
        assertEquals(
                status,
                receive("contract-1", timestamp, ScriptedHttpBank.sign(timestamp, APPROVED), APPROVED)
                        .httpStatus());
    }

    @Test
    void receive_replayedAfterTheWindow_401() throws Exception {
        String timestamp = now();
        String signature = ScriptedHttpBank.sign(timestamp, APPROVED);
        assertEquals(200, receive("contract-1", timestamp, signature, APPROVED).httpStatus());
        clock.move(Duration.ofSeconds(302));
        assertEquals(401, receive("contract-1", timestamp, signature, APPROVED).httpStatus());
        assertEquals(1, answers.all().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "12345678901234", "now", "+1795362924", "1.5", " 1795362924"})
    void receive_oddTimestamp_401(String timestamp) throws Exception {
        assertEquals(
                401,
                receive("contract-1", timestamp, ScriptedHttpBank.sign(timestamp, APPROVED), APPROVED)
                        .httpStatus());
    }

    /** Rightly signed, and still no callback: nothing may be handed over. $ stands for the good body's fields. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"reference\":1}",
                "$APPROVED$ trailing",
                "$APPROVED$$APPROVED$",
                "{\"status\":\"approved\",\"status\":\"declined\"}",
                "$pending$",
                "$amount:-1$",
                "$amount:1.5$",
                "$amount:\"12345\"$",
                "$amount:1e3$",
                "$amount:99999999999999999999$",
                "$amount:1000000000000$",
                "$amount:null$",
                "$currency:XXQ$",
                "$code:$",
                "$code:<script>$",
                "$reference:R$",
                "$reference:short$",
                "$deep$"
            })
    void receive_noCallback_400AndNothingHandedOver(String sketch) throws Exception {
        assertEquals(400, genuine(expand(sketch)), sketch);
        assertEquals(List.of(), answers.all());
    }

    private static String expand(String sketch) {
        if (sketch.equals("$pending$")) {
            return body("accepted", "00", 12_345);
        }
        if (sketch.equals("$deep$")) {
            return APPROVED.replace("\"B77\"", "\"B77\",\"x\":" + "[".repeat(50) + "]".repeat(50));
        }
        if (sketch.startsWith("$amount:")) {
            return APPROVED.replace("12345", sketch.substring(8, sketch.length() - 1));
        }
        if (sketch.startsWith("$currency:")) {
            return APPROVED.replace("CNY", sketch.substring(10, sketch.length() - 1));
        }
        if (sketch.startsWith("$code:")) {
            return APPROVED.replace("\"00\"", "\"" + sketch.substring(6, sketch.length() - 1) + "\"");
        }
        if (sketch.equals("$reference:R$")) {
            return APPROVED.replace(REFERENCE, "R" + REFERENCE.substring(1));
        }
        if (sketch.equals("$reference:short$")) {
            return APPROVED.replace(REFERENCE, "A01");
        }
        return sketch.replace("$APPROVED$", APPROVED);
    }

    @Test
    void receive_goodBodyOfTheTable_isAccepted() throws Exception {
        assertEquals(200, genuine(expand("$APPROVED$")), "the rows above must fail for their own reason");
    }

    @Test
    void receive_unknownFields_areIgnored() throws Exception {
        assertEquals(200, genuine(APPROVED.replace("\"B77\"", "\"B77\",\"extra\":{\"a\":[1,2]}")));
    }

    @Test
    void receive_tooLarge_413() throws Exception {
        assertEquals(413, genuine(APPROVED.replace("B77", "B".repeat(17_000))));
    }

    @ParameterizedTest
    @CsvSource({
        "approved, 05, UNKNOWN",
        "declined, 00, UNKNOWN",
        "approved, Z9, UNKNOWN",
        "declined, Z9, UNKNOWN",
        "declined, 05, DECLINED_RETRIABLE",
        "declined, 91, UNKNOWN"
    })
    void receive_statusAndCode_meanThis(String status, String code, AttemptAnswer.Kind kind) throws Exception {
        assertEquals(200, genuine(body(status, code, 12_345)));
        assertEquals(kind, answers.of(REFERENCE).get(0).kind());
    }
}
