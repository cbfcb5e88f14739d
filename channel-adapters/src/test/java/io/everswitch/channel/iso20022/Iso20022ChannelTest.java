package io.everswitch.channel.iso20022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.contract.FakeVault;
import io.everswitch.channel.contract.Payments;
import io.everswitch.channel.contract.RecordedAnswers;
import io.everswitch.channel.contract.SettableClock;
import io.everswitch.channel.http.RawHttpServer;
import io.everswitch.channel.httpjson.CallbackReceiver;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is peculiar to this family; the rest is in the contract. */
@Timeout(60)
class Iso20022ChannelTest {
    private final SettableClock clock = new SettableClock();
    private final Payments payments = new Payments(clock);
    private final RecordedAnswers answers = new RecordedAnswers();
    private final List<String> unmapped = new CopyOnWriteArrayList<>();
    private final ChannelMetrics metrics = new ChannelMetrics() {
        @Override
        public void unmappedCode(ChannelId channel, String rawCode) {
            unmapped.add(rawCode);
        }
    };
    private final XmlRig rig = new XmlRig(clock, metrics);

    @AfterEach
    void end() {
        rig.close();
    }

    private ManagedChannel channel(String baseUrl, Vault vault) {
        ContractSetup setup = new ContractSetup(vault, answers, clock, 8, false, Duration.ofSeconds(2));
        ManagedChannel channel = rig.factory().create(XmlRig.settings(baseUrl, setup), vault);
        channel.start();
        return channel;
    }

    private AttemptRequest payment(ManagedChannel channel) {
        return payments.by(channel, MeansKind.BANK_ACCOUNT);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static String told(AttemptAnswer answer) {
        return answer.kind() + " " + answer.rawCode();
    }

    @Test
    void query_scriptedBank_tellsWhatTheBooksSay() throws Exception {
        try (ScriptedXmlBank bank = new ScriptedXmlBank(false, callback -> {})) {
            ManagedChannel channel = channel(bank.baseUrl(), payments.vault());
            AttemptRequest request = payment(channel);
            assertEquals(
                    QueryAnswer.Kind.NOT_FOUND,
                    get(channel.query(payments.query(request))).kind());
            assertEquals("APPROVED ACSC", told(get(channel.send(request))));
            QueryAnswer found = get(channel.query(payments.query(request)));
            assertEquals(QueryAnswer.Kind.APPROVED, found.kind());
            assertEquals(request.amount(), found.amount());
            get(channel.reverse(payments.reversal(request, 0)));
            assertEquals(
                    QueryAnswer.Kind.REVERSED,
                    get(channel.query(payments.query(request))).kind());
            assertEquals("UNKNOWN AM05", told(get(channel.send(request))));
            assertEquals(List.of(), bank.badRequests());
            assertEquals(List.of(), unmapped);
        }
    }

    /** A new channel, as after a restart, names a payment of the old one by the same ids: the bank holds it to them. */
    @Test
    void ids_afterARestart_areTheSame() throws Exception {
        try (ScriptedXmlBank bank = new ScriptedXmlBank(false, callback -> {})) {
            ManagedChannel before = channel(bank.baseUrl(), payments.vault());
            AttemptRequest request = payment(before);
            get(before.send(request));
            get(before.close());
            ManagedChannel after = channel(bank.baseUrl(), payments.vault());
            clock.move(Duration.ofDays(40));
            assertEquals(
                    QueryAnswer.Kind.NO_ANSWER,
                    get(after.query(payments.query(request))).kind(),
                    "the bank's clock is another by forty days: it cannot be believed");
            clock.move(Duration.ofDays(-40));
            assertEquals(
                    QueryAnswer.Kind.APPROVED,
                    get(after.query(payments.query(request))).kind());
            get(after.refund(payments.refund(after, request, "B1")));
            get(after.reverse(payments.reversal(request, 7)));
            assertEquals(List.of(), bank.badRequests());
        }
    }

    @Test
    void answer_notSignedByTheBank_isNoAnswer() throws Exception {
        try (ScriptedXmlBank bank = new ScriptedXmlBank(false, callback -> {})) {
            ManagedChannel channel = channel(bank.baseUrl(), payments.vault());
            AttemptRequest request = payment(channel);
            bank.signs(false);
            assertEquals("UNKNOWN answer_signature", told(get(channel.send(request))));
            assertEquals(
                    "answer_signature",
                    get(channel.query(payments.query(request))).rawCode());
            assertEquals(
                    "answer_signature",
                    get(channel.reverse(payments.reversal(request, 0))).rawCode());
            assertTrue(channel.status().up(), "it can be reached");
            bank.signs(true);
            assertEquals("APPROVED ACSC", told(get(channel.send(payment(channel)))));
        }
    }

    /** The vault is opened after the first look at the clock: here the attempt's time runs out just then (M9). */
    @Test
    void send_timeRunsOutBeforeTheFirstByte_notSentAndTheBankHearsNothing() throws Exception {
        Vault slow = new Vault() {
            @Override
            public Sealed seal(String secret) {
                return payments.vault().seal(secret);
            }

            @Override
            public String open(Sealed sealed) {
                clock.move(Duration.ofSeconds(4));
                return payments.vault().open(sealed);
            }
        };
        try (ScriptedXmlBank bank = new ScriptedXmlBank(false, callback -> {})) {
            ManagedChannel channel = channel(bank.baseUrl(), slow);
            AttemptRequest late = payment(channel);
            assertEquals("NOT_SENT send_by", told(get(channel.send(late))));
            // A second exchange over the same client proves that the first would have come by now.
            assertEquals(
                    QueryAnswer.Kind.NOT_FOUND,
                    get(channel.query(payments.query(late))).kind());
            assertEquals(0, bank.chargeRequests());
            assertTrue(channel.status().up(), "it is no fault of the bank");
        }
    }

    @Test
    void send_cardMeans_notSent() throws Exception {
        try (ScriptedXmlBank bank = new ScriptedXmlBank(false, callback -> {})) {
            ManagedChannel channel = channel(bank.baseUrl(), payments.vault());
            assertEquals("NOT_SENT not_built", told(get(channel.send(payments.card(channel)))));
            assertEquals(
                    "NOT_SENT not_built",
                    told(get(channel(bank.baseUrl(), new FakeVault()).send(payment(channel)))));
            assertEquals(0, bank.chargeRequests());
            assertEquals(0, channel.status().inFlight());
        }
    }

    @Test
    void send_unmappedReason_isCounted() throws Exception {
        try (ScriptedXmlBank bank = new ScriptedXmlBank(false, callback -> {})) {
            ManagedChannel channel = channel(bank.baseUrl(), payments.vault());
            bank.charges(io.everswitch.channel.contract.ScriptedBank.Script.ODD_CODE);
            assertEquals("UNKNOWN odd_9", told(get(channel.send(payment(channel)))));
            assertEquals(List.of("odd_9"), unmapped);
        }
    }

    @Test
    void send_httpErrorOfTheBank_isUnknownButARefusedSignatureIsNot() throws Exception {
        for (Map.Entry<Integer, String> row : Map.of(
                        400, "UNKNOWN http_400",
                        401, "DECLINED_RETRIABLE http_401",
                        307, "UNKNOWN http_307",
                        500, "UNKNOWN http_500")
                .entrySet()) {
            try (RawHttpServer server = new RawHttpServer((request, socket) -> {
                socket.getOutputStream()
                        .write(RawHttpServer.answer(row.getKey(), "Location: /x\r\nConnection: close\r\n", ""));
                return true;
            })) {
                ManagedChannel channel = channel("http://127.0.0.1:" + server.port() + "/contract-1", payments.vault());
                assertEquals(row.getValue(), told(get(channel.send(payment(channel)))));
                get(channel.close());
            }
        }
    }

    @Test
    void callbacks_everyMessage_handedOverNotedOrRefused() throws Exception {
        CallbackReceiver receiver = new CallbackReceiver(answers, metrics, clock);
        receiver.register(new ChannelId("contract-1"), XmlRig.SIGNATURE, new Iso20022Callbacks(StatusCodes.codes()));
        assertEquals(200, post(receiver, BankXml.report("ACSC").text()));
        assertEquals(200, post(receiver, BankXml.returned().text()));
        assertEquals(200, post(receiver, BankXml.resolution("CNCL").text()));
        assertEquals(200, post(receiver, BankXml.refundReport("ACSC").text()));
        assertEquals(200, post(receiver, BankXml.report("RJCT", "odd_9").text()));
        assertEquals(400, post(receiver, BankXml.report("ACSC").with("TX", "X").text()));
        assertEquals(400, post(receiver, "<Document/>"));
        assertEquals(400, post(receiver, "{\"status\":\"approved\"}"));
        assertEquals(
                List.of(Kind.APPROVED, Kind.DECLINED_FINAL, Kind.UNKNOWN),
                answers.of(BankXml.REF).stream().map(AttemptAnswer::kind).toList());
        assertEquals(3, answers.all().size());
        assertEquals(List.of("odd_9"), unmapped);
        String body = BankXml.report("ACSC").text();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String forged = ScriptedXmlBank.sign(timestamp, body + " ");
        assertEquals(
                401,
                get(receiver.receive("contract-1", timestamp, forged, body.getBytes(StandardCharsets.UTF_8)))
                        .httpStatus());
    }

    private int post(CallbackReceiver receiver, String body) throws Exception {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        return get(receiver.receive(
                        "contract-1",
                        timestamp,
                        ScriptedXmlBank.sign(timestamp, body),
                        body.getBytes(StandardCharsets.UTF_8)))
                .httpStatus();
    }

    @Test
    void codes_overridesThatContradictTheCode_refused() {
        for (Map.Entry<String, Kind> wrong : Map.of(
                        "ACSC", Kind.APPROVED,
                        "RJCT", Kind.DECLINED_FINAL,
                        "CANC", Kind.DECLINED_FINAL,
                        "ACCP", Kind.DECLINED_FINAL,
                        "AC04", Kind.APPROVED)
                .entrySet()) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> Iso20022Settings.codes(Map.of(wrong.getKey(), wrong.getValue())));
            assertTrue(String.valueOf(refused.getMessage()).contains(wrong.getKey()));
        }
        assertEquals(
                Kind.APPROVED,
                Iso20022Settings.codes(Map.of("ACCP", Kind.APPROVED)).kindOf("ACCP"));
    }
}
