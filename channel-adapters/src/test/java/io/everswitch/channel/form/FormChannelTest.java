package io.everswitch.channel.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.contract.Payments;
import io.everswitch.channel.contract.RecordedAnswers;
import io.everswitch.channel.contract.ScriptedBank.Script;
import io.everswitch.channel.contract.SettableClock;
import io.everswitch.channel.httpjson.CallbackReceiver;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.QueryAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only this family can get wrong: who signed, and about what. */
@Timeout(60)
class FormChannelTest {
    private final SettableClock clock = new SettableClock();
    private final Payments payments = new Payments(clock);
    private final BankForm forms = new BankForm(true);
    private final FormSeal seal = FormRig.seal(true);
    private final FormRig rig = new FormRig(clock, ChannelMetrics.NONE);
    private final List<String> notified = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private ScriptedFormBank bank;

    @SuppressWarnings("NullAway.Init")
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        bank = new ScriptedFormBank(false, forms, notified::add);
        ContractSetup setup =
                new ContractSetup(payments.vault(), new RecordedAnswers(), clock, 8, false, Duration.ofSeconds(10));
        channel = rig.channel(bank.baseUrl(), seal, setup);
        channel.start();
    }

    @AfterEach
    void stop() throws Exception {
        get(channel.close());
        bank.close();
        rig.close();
        assertEquals(List.of(), bank.badRequests());
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private AttemptAnswer pay() throws Exception {
        return get(channel.send(payments.by(channel, MeansKind.CARD)));
    }

    private UnaryOperator<String> field(String name, String value) {
        return form -> {
            Map<String, String> fields = new TreeMap<>(BankForm.fields(form));
            fields.put(name, value);
            return BankForm.form(fields);
        };
    }

    /** Changed by the bank itself, so that the signature is right. */
    private UnaryOperator<String> said(String name, String value) {
        return form -> {
            Map<String, String> fields = new TreeMap<>(BankForm.fields(form));
            fields.remove("signature");
            fields.put(name, value);
            return forms.signed(fields);
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"APPROVE", "DECLINE_FINAL", "DECLINE_RETRIABLE"})
    void send_answerNotTheBanks_isUnknown(Script script) throws Exception {
        bank.charges(script);
        for (UnaryOperator<String> how : List.<UnaryOperator<String>>of(
                field("respMsg", "other"),
                field(
                        "signature",
                        "MEQCIGDWSj7zpoGXpYF1Ez5TIg7lrS3meAtf4gmi6pERi3d8AiBmORWcZ1SfWRY13p3AcOiFd1iUmGYBzPzvQGAZwR3Glg=="),
                field("signature", ""),
                field("certId", "house1"))) {
            bank.tamper(how);
            AttemptAnswer answer = pay();
            assertEquals("UNKNOWN answer_signature", answer.kind() + " " + answer.rawCode());
        }
    }

    @Test
    void send_genuineAnswerAboutSomethingElse_isUnknown() throws Exception {
        for (UnaryOperator<String> how : List.of(
                said("orderId", "A0"),
                said("txnTime", "20200101000000"),
                said("merId", "OTHER"),
                said("txnType", "00"),
                said("reqReserved", "0000000000000000"))) {
            bank.tamper(how);
            AttemptAnswer answer = pay();
            assertEquals("UNKNOWN wrong_reference", answer.kind() + " " + answer.rawCode());
        }
    }

    @Test
    void query_answerOfAnEarlierQueryPlayedAgain_isNoAnswer() throws Exception {
        AttemptRequest request = payments.by(channel, MeansKind.CARD);
        List<String> recorded = new CopyOnWriteArrayList<>();
        bank.tamper(answer -> {
            recorded.add(answer);
            return answer;
        });
        assertEquals(
                QueryAnswer.Kind.NOT_FOUND,
                get(channel.query(payments.query(request))).kind());
        get(channel.send(request));
        bank.tamper(answer -> recorded.get(0));
        QueryAnswer replayed = get(channel.query(payments.query(request)));
        assertEquals("NO_ANSWER wrong_reference", replayed.kind() + " " + replayed.rawCode());
        bank.tamper(UnaryOperator.identity());
        assertEquals(
                QueryAnswer.Kind.APPROVED,
                get(channel.query(payments.query(request))).kind());
    }

    @Test
    void query_laterDay_namesTheOrderByItsOwnTime() throws Exception {
        AttemptRequest request = payments.by(channel, MeansKind.CARD);
        get(channel.send(request));
        clock.move(Duration.ofDays(2));
        assertEquals(
                QueryAnswer.Kind.APPROVED,
                get(channel.query(payments.query(request))).kind());
        assertTrue(request.ids().transmittedAt().matches("20[0-9]{12}"));
    }

    @Test
    void callback_forgedOrOfAnotherType_isRefusedAndNothingIsSaid() throws Exception {
        RecordedAnswers answers = new RecordedAnswers();
        CallbackReceiver receiver = new CallbackReceiver(answers, ChannelMetrics.NONE, clock);
        receiver.register(
                new ChannelId(ScriptedFormBank.CHANNEL), seal, new FormCallbacks("HOUSE42", FormCodes.codes(Map.of())));
        AttemptRequest request = payments.by(channel, MeansKind.CARD);
        get(channel.send(request));
        bank.sayNow(request.ids().reference());
        String good = notified.get(0);
        assertEquals(401, status(receiver, field("origRespCode", "64").apply(good)));
        assertEquals(401, status(receiver, field("txnState", "F").apply(good)));
        assertEquals(401, status(receiver, ""));
        assertEquals(400, status(receiver, said("txnType", "00").apply(good)));
        assertEquals(400, status(receiver, said("txnState", "P").apply(good)));
        assertEquals(400, status(receiver, said("txnState", "R").apply(good)));
        assertEquals(400, status(receiver, said("respCode", "34").apply(good)));
        assertEquals(400, status(receiver, said("merId", "OTHER").apply(good)));
        assertEquals(400, status(receiver, said("orderId", "R0").apply(good)));
        assertEquals(400, status(receiver, said("txnAmt", "x").apply(good)));
        assertEquals(List.of(), answers.all());
        assertEquals(200, status(receiver, good));
        assertEquals(1, answers.all().size());
    }

    private static int status(CallbackReceiver receiver, String form) throws Exception {
        return get(receiver.receive(ScriptedFormBank.CHANNEL, "", "", ScriptedFormBank.bytes(form)))
                .httpStatus();
    }
}
