package io.everswitch.channel.contract;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.contract.ScriptedBank.Script;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every channel must do, whatever its protocol. A family extends it and brings its scripted bank. "The outcome" of an
 * attempt is what {@code send} answers or, if that is ACCEPTED, what the bank then says on its own.
 */
@Timeout(60)
public abstract class ChannelContract extends LiveBoundsContract {
    private static final Duration RESPONSE_TIMEOUT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Where many run at once on a busy machine, and none may time out. */
    private static final Duration GENEROUS_TIMEOUT = Duration.ofSeconds(10);

    private final RecordedAnswers answers = new RecordedAnswers();
    private final SettableClock clock = new SettableClock();
    private final Payments payments = new Payments(clock);
    private final List<ManagedChannel> opened = new ArrayList<>();
    private @Nullable LogWatch logs;
    private @Nullable ScriptedBank bank;

    /** A fresh bank that listens, approves and does refunds. */
    protected abstract ScriptedBank startBank(ContractSetup setup) throws Exception;

    /** A channel to that bank; not started. */
    protected abstract ManagedChannel openChannel(ScriptedBank bank, ContractSetup setup) throws Exception;

    /** Texts beside card data that no log may hold: keys, shared secrets. */
    protected List<String> secrets() {
        return List.of();
    }

    /** What can be paid with, at least one; where it does not matter, the first is used. */
    protected List<MeansKind> means() {
        return List.of(MeansKind.CARD, MeansKind.BANK_ACCOUNT);
    }

    /** The code with which the family's bank says what the script wants, as the adapter tells it. */
    protected String code(Script script) {
        return switch (script) {
            case DECLINE_FINAL -> "51";
            case DECLINE_RETRIABLE -> "05";
            case ODD_CODE -> "Z9";
            case APPROVE, SILENT, TWICE, WRONG_AMOUNT, GARBAGE, RESET_MID_ANSWER, CLOSE_UNANSWERED -> "00";
        };
    }

    /** After channels and bank of a test were closed: ends what the family started beside them, checks what it noted. */
    protected void endFamily() throws Exception {}

    @BeforeEach
    final void begin() throws Exception {
        logs = new LogWatch();
        bank = startBank(setup(64, false));
    }

    @AfterEach
    final void end() throws Exception {
        for (ManagedChannel channel : opened) {
            channel.close().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        bank().close();
        endFamily();
        LogWatch watched = logs;
        assertNotNull(watched);
        watched.close();
        List<String> forbidden = new ArrayList<>(Payments.SECRETS);
        forbidden.addAll(secrets());
        assertTrue(watched.size() > 0, "nothing was logged at all: the check for secrets has nothing to look at");
        assertEquals(List.of(), watched.linesWith(forbidden), "secrets in the log");
    }

    @Override
    final ScriptedBank bank() {
        ScriptedBank now = bank;
        if (now == null) {
            throw new IllegalStateException("no bank");
        }
        return now;
    }

    private ContractSetup setup(int inFlightMax, boolean realBank) {
        return setup(inFlightMax, realBank, RESPONSE_TIMEOUT);
    }

    private ContractSetup setup(int inFlightMax, boolean realBank, Duration responseTimeout) {
        return new ContractSetup(payments.vault(), answers, clock, inFlightMax, realBank, responseTimeout);
    }

    private ManagedChannel started(ContractSetup setup) throws Exception {
        ManagedChannel channel = openChannel(bank(), setup);
        opened.add(channel);
        channel.start();
        return channel;
    }

    private ManagedChannel upChannel(int inFlightMax, boolean realBank) throws Exception {
        return up(setup(inFlightMax, realBank));
    }

    private ManagedChannel up(ContractSetup setup) throws Exception {
        ManagedChannel channel = started(setup);
        await().atMost(PATIENCE).until(() -> channel.status().up());
        return channel;
    }

    @Override
    final ManagedChannel up(int inFlightMax, Duration responseTimeout) throws Exception {
        return up(setup(inFlightMax, false, responseTimeout));
    }

    private ManagedChannel upChannel() throws Exception {
        return upChannel(64, false);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** What send answers or, if that is ACCEPTED, the first that the bank then says on its own. */
    private AttemptAnswer outcome(ManagedChannel channel, AttemptRequest request) throws Exception {
        AttemptAnswer first = get(channel.send(request));
        return first.kind() == Kind.ACCEPTED ? said(request) : first;
    }

    private AttemptAnswer said(AttemptRequest request) {
        String reference = request.ids().reference();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !answers.of(reference).isEmpty());
        return answers.of(reference).get(0);
    }

    @Override
    final AttemptRequest payment(ManagedChannel channel) {
        return payments.by(channel, means().get(0));
    }

    @Test
    void send_everyMeans_approvedWithAmountAndBankReference() throws Exception {
        ManagedChannel channel = upChannel();
        for (MeansKind kind : means()) {
            AttemptRequest request = payments.by(channel, kind);
            AttemptAnswer answer = outcome(channel, request);
            assertEquals(Kind.APPROVED, answer.kind(), answer.toString());
            assertEquals(code(Script.APPROVE), answer.rawCode());
            assertEquals(request.amount(), answer.amount());
            assertFalse(answer.bankReference().isEmpty());
            assertEquals(1, bank().booked(request.ids().reference()));
        }
    }

    @Test
    void send_declined_kindFollowsTheCodeMap() throws Exception {
        ManagedChannel channel = upChannel();
        bank().charges(Script.DECLINE_FINAL);
        AttemptAnswer hard = outcome(channel, payment(channel));
        bank().charges(Script.DECLINE_RETRIABLE);
        AttemptAnswer soft = outcome(channel, payment(channel));
        assertEquals("DECLINED_FINAL " + code(Script.DECLINE_FINAL), hard.kind() + " " + hard.rawCode());
        assertEquals("DECLINED_RETRIABLE " + code(Script.DECLINE_RETRIABLE), soft.kind() + " " + soft.rawCode());
    }

    @Test
    void send_oddCode_isUnknownAndNamesTheCode() throws Exception {
        ManagedChannel channel = upChannel();
        bank().charges(Script.ODD_CODE);
        AttemptAnswer answer = outcome(channel, payment(channel));
        assertEquals("UNKNOWN " + code(Script.ODD_CODE), answer.kind() + " " + answer.rawCode());
    }

    @Test
    void send_bankDown_notSentThenApprovedWhenItIsBack() throws Exception {
        bank().goDown();
        ManagedChannel channel = started(setup(64, false));
        AttemptAnswer answer = get(channel.send(payment(channel)));
        assertEquals(Kind.NOT_SENT, answer.kind(), answer.toString());
        await().atMost(PATIENCE).until(() -> !channel.status().up());
        assertNotEquals("", channel.status().reason());
        bank().comeBack();
        await().atMost(PATIENCE).until(() -> channel.status().up());
        assertEquals(Kind.APPROVED, outcome(channel, payment(channel)).kind());
        assertEquals(1, bank().chargeRequests());
    }

    @Test
    void send_bankSilent_unknownAfterTheTimeoutAndLateAnswerIsHandedOver() throws Exception {
        ManagedChannel channel = upChannel();
        bank().charges(Script.SILENT);
        AttemptRequest request = payment(channel);
        long start = System.nanoTime();
        AttemptAnswer answer = get(channel.send(request));
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertEquals("UNKNOWN timeout", answer.kind() + " " + answer.rawCode());
        assertTrue(tookMs >= RESPONSE_TIMEOUT.toMillis() - 50 && tookMs < 5_000, "took " + tookMs + " ms");
        assertEquals(List.of(), answers.all());
        bank().sayNow(request.ids().reference());
        AttemptAnswer late = said(request);
        assertEquals(Kind.APPROVED, late.kind(), late.toString());
        assertEquals(request.amount(), late.amount());
    }

    @Test
    void send_answeredTwice_oneOutcomeAndNoOtherIsEverSaid() throws Exception {
        ManagedChannel channel = upChannel();
        bank().charges(Script.TWICE);
        AttemptRequest request = payment(channel);
        AttemptAnswer answer = outcome(channel, request);
        assertEquals(Kind.APPROVED, answer.kind(), answer.toString());
        bank().charges(Script.APPROVE);
        assertEquals(Kind.APPROVED, outcome(channel, payment(channel)).kind(), "the channel goes on");
        for (AttemptAnswer again : answers.of(request.ids().reference())) {
            assertEquals(Kind.APPROVED, again.kind());
            assertEquals(request.amount(), again.amount());
        }
    }

    @Test
    void send_wrongAmount_isNamedAndNoDecline() throws Exception {
        ManagedChannel channel = upChannel();
        bank().charges(Script.WRONG_AMOUNT);
        AttemptRequest request = payment(channel);
        AttemptAnswer answer = outcome(channel, request);
        assertTrue(Set.of(Kind.APPROVED, Kind.UNKNOWN).contains(answer.kind()), answer.toString());
        assertEquals(Money.of(request.amount().minor() - 1, "CNY"), answer.amount());
    }

    @ParameterizedTest
    @EnumSource(names = {"GARBAGE", "RESET_MID_ANSWER", "CLOSE_UNANSWERED"})
    void send_brokenAnswer_unknownAndTheChannelGoesOn(Script script) throws Exception {
        ManagedChannel channel = upChannel();
        bank().charges(script);
        AttemptAnswer answer = get(channel.send(payment(channel)));
        assertEquals(Kind.UNKNOWN, answer.kind(), answer.toString());
        bank().charges(Script.APPROVE);
        await().atMost(PATIENCE).until(() -> channel.status().up());
        assertEquals(Kind.APPROVED, outcome(channel, payment(channel)).kind());
    }

    @Test
    void send_afterSendBy_notSentAndTheBankHearsNothing() throws Exception {
        ManagedChannel channel = upChannel();
        AttemptRequest request = payment(channel);
        clock.move(Duration.ofSeconds(4));
        AttemptAnswer answer = get(channel.send(request));
        assertEquals("NOT_SENT send_by", answer.kind() + " " + answer.rawCode());
        assertEquals(0, bank().chargeRequests());
    }

    @Test
    void send_bulkheadFull_notSentAtOnceAndFreeAgainLater() throws Exception {
        ManagedChannel channel = upChannel(2, false);
        bank().charges(Script.SILENT);
        CompletionStage<AttemptAnswer> first = channel.send(payment(channel));
        CompletionStage<AttemptAnswer> second = channel.send(payment(channel));
        AttemptAnswer third = get(channel.send(payment(channel)));
        assertEquals("NOT_SENT bulkhead_full", third.kind() + " " + third.rawCode());
        assertFalse(channel.status().up());
        assertEquals(Kind.UNKNOWN, get(first).kind());
        assertEquals(Kind.UNKNOWN, get(second).kind());
        assertEquals(2, bank().chargeRequests());
        bank().charges(Script.APPROVE);
        assertEquals(Kind.APPROVED, outcome(channel, payment(channel)).kind());
    }

    @Test
    void send_shadow_refusedByARealBankOnly() throws Exception {
        ManagedChannel real = upChannel(64, true);
        AttemptAnswer refused = get(real.send(payments.shadow(real, means().get(0))));
        assertEquals("NOT_SENT shadow", refused.kind() + " " + refused.rawCode());
        assertEquals(0, bank().chargeRequests());
        ManagedChannel other = upChannel();
        assertEquals(
                Kind.APPROVED,
                outcome(other, payments.shadow(other, means().get(0))).kind());
    }

    @Test
    void send_manyAtOnce_everyoneGetsItsOwnAnswer() throws Exception {
        ManagedChannel channel = up(setup(200, false, GENEROUS_TIMEOUT));
        List<AttemptRequest> requests = new ArrayList<>();
        List<CompletionStage<AttemptAnswer>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            AttemptRequest request = payments.by(channel, means().get(0), 10_000 + i);
            requests.add(request);
            stages.add(channel.send(request));
        }
        for (int i = 0; i < requests.size(); i++) {
            AttemptAnswer answer = get(stages.get(i));
            answer = answer.kind() == Kind.ACCEPTED ? said(requests.get(i)) : answer;
            assertEquals(Kind.APPROVED, answer.kind(), answer.toString());
            assertEquals(requests.get(i).amount(), answer.amount());
            assertEquals(1, bank().booked(requests.get(i).ids().reference()));
        }
    }

    @Test
    void reverse_doneRepeatedAndNeverCharged_allAcknowledged() throws Exception {
        ManagedChannel channel = upChannel();
        AttemptRequest charged = payment(channel);
        assertEquals(Kind.APPROVED, outcome(channel, charged).kind());
        AttemptRequest never = payment(channel);
        for (int tries = 0; tries < 3; tries++) {
            assertEquals(
                    ReversalAnswer.Kind.ACKNOWLEDGED,
                    get(channel.reverse(payments.reversal(charged, tries))).kind());
            assertEquals(
                    ReversalAnswer.Kind.ACKNOWLEDGED,
                    get(channel.reverse(payments.reversal(never, tries))).kind());
        }
        assertEquals(0, bank().booked(charged.ids().reference()));
    }

    @Test
    void reverse_bankDown_noAnswer() throws Exception {
        ManagedChannel channel = upChannel();
        AttemptRequest charged = payment(channel);
        assertEquals(Kind.APPROVED, outcome(channel, charged).kind());
        bank().goDown();
        assertEquals(
                ReversalAnswer.Kind.NO_ANSWER,
                get(channel.reverse(payments.reversal(charged, 0))).kind());
        assertEquals(1, bank().booked(charged.ids().reference()));
    }

    @Test
    void refund_repeated_doneOnceAndRefusedWhenTheBankRefuses() throws Exception {
        ManagedChannel channel = upChannel();
        AttemptRequest charged = payment(channel);
        AttemptAnswer approved = outcome(channel, charged);
        RefundRequest refund = payments.refund(channel, charged, approved.bankReference());
        RefundAnswer first = get(channel.refund(refund));
        RefundAnswer again = get(channel.refund(payments.again(refund)));
        assertEquals(RefundAnswer.Kind.DONE, first.kind(), first.toString());
        assertEquals(RefundAnswer.Kind.DONE, again.kind(), again.toString());
        assertEquals(1, bank().refunded(refund.ids().reference()));
        bank().refuseRefunds(true);
        AttemptRequest other = payment(channel);
        AttemptAnswer otherApproved = outcome(channel, other);
        RefundAnswer refused = get(channel.refund(payments.refund(channel, other, otherApproved.bankReference())));
        assertEquals(RefundAnswer.Kind.REFUSED, refused.kind(), refused.toString());
        bank().goDown();
        RefundAnswer none = get(channel.refund(payments.again(refund)));
        assertEquals(RefundAnswer.Kind.NO_ANSWER, none.kind(), none.toString());
    }

    @Test
    void close_withAttemptInFlight_itEndsAndNothingNewIsSent() throws Exception {
        ManagedChannel channel = upChannel();
        bank().charges(Script.SILENT);
        CompletionStage<AttemptAnswer> running = channel.send(payment(channel));
        await().atMost(PATIENCE).until(() -> bank().chargeRequests() == 1);
        CompletionStage<Void> closing = channel.close();
        assertEquals(Kind.NOT_SENT, get(channel.send(payment(channel))).kind());
        assertEquals(Kind.UNKNOWN, get(running).kind());
        closing.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertFalse(channel.status().up());
        assertEquals(1, bank().chargeRequests());
    }
}
