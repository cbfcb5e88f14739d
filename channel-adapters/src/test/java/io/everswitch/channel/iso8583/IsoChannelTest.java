package io.everswitch.channel.iso8583;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.Iso8583Settings.Timing;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalAnswer;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.WireIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments over a connection that is well, against a bank with a script. */
@Timeout(30)
class IsoChannelTest {
    private static TestBed bed(Framing framing, Form form) throws Exception {
        FakeBank bank = new FakeBank(framing, form);
        return new TestBed(bank, TestBed.settings(bank.port(), framing, form)).up();
    }

    private static TestBed bed() throws Exception {
        return bed(Framing.BINARY2, Form.ASCII);
    }

    private static ReversalAnswer reverse(TestBed bed, WireIds ids, int tries) throws Exception {
        return TestBed.get(
                bed.channel.reverse(new ReversalRequest(ids, Money.of(1000, "CNY"), TestBed.card(), "", tries)));
    }

    private static RefundAnswer refund(TestBed bed, WireIds ids, WireIds original, int tries) throws Exception {
        return TestBed.get(bed.channel.refund(
                new RefundRequest(ids, original, Money.of(400, "CNY"), TestBed.card(), "AP", tries)));
    }

    @ParameterizedTest
    @CsvSource({
        "BINARY2, ASCII",
        "BINARY2, BINARY",
        "BINARY2_TPDU, ASCII",
        "BINARY2_TPDU, BINARY",
        "ASCII4, ASCII",
        "ASCII4, BINARY"
    })
    void everything_everyFramingAndForm_goesRound(Framing framing, Form form) throws Exception {
        try (TestBed bed = bed(framing, form)) {
            AttemptRequest request = bed.attempt(1000);
            AttemptAnswer answer = TestBed.get(bed.channel.send(request));
            assertEquals(Kind.APPROVED, answer.kind());
            assertEquals("00", answer.rawCode());
            assertEquals("AP" + request.ids().stan().substring(2), answer.bankReference());
            assertEquals(Money.of(1000, "CNY"), answer.amount());
            BankMessage sent = bed.bank.next();
            assertEquals("0200", sent.mti());
            assertEquals(TestBed.PAN, sent.get(2));
            assertEquals(TestBed.CVC, sent.tag("02"));
            assertEquals("two cups", sent.tag("03"));
            assertEquals(request.ids().reference(), sent.tag("01"));

            assertEquals("00", reverse(bed, request.ids(), 0).rawCode());
            assertEquals(request.ids().rrn(), bed.bank.next().get(37));

            assertEquals(
                    RefundAnswer.Kind.DONE,
                    refund(bed, bed.ids(), request.ids(), 0).kind());
            assertEquals(request.ids().reference(), bed.bank.next().tag("04"));
        }
    }

    @Test
    void signOn_newConnection_isTheFirstMessageAndNothingElseComesBeforeItsAnswer() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        CountDownLatch asked = new CountDownLatch(1);
        bank.network = (session, message) -> {
            assertEquals("001", message.get(70));
            asked.countDown();
        };
        try (TestBed bed = new TestBed(bank, TestBed.settings(bank.port(), Framing.BINARY2, Form.ASCII))) {
            assertTrue(asked.await(5, TimeUnit.SECONDS));
            AttemptAnswer answer = bed.send(1000);
            assertEquals(Kind.NOT_SENT, answer.kind());
            assertEquals("not_connected", answer.rawCode());
            assertFalse(bed.channel.status().up());
            assertEquals("signing_on", bed.channel.status().reason());
            assertNull(bank.received.poll());
        }
    }

    @Test
    void send_manyAtOnce_answersInReverseOrderFindTheirAttempts() throws Exception {
        try (TestBed bed = bed()) {
            List<BankMessage> held = new ArrayList<>();
            bed.bank.script = (session, message) -> {
                held.add(message);
                if (held.size() == 20) {
                    for (int i = held.size() - 1; i >= 0; i--) {
                        session.send(FakeBank.approve(held.get(i)));
                    }
                }
            };
            List<CompletionStage<AttemptAnswer>> stages = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                stages.add(bed.channel.send(bed.attempt(1000 + i)));
            }
            for (int i = 1; i <= 20; i++) {
                AttemptAnswer answer = TestBed.get(stages.get(i - 1));
                assertEquals(Kind.APPROVED, answer.kind());
                assertEquals(Money.of(1000 + i, "CNY"), answer.amount());
            }
            assertEquals(0, bed.channel.status().inFlight());
        }
    }

    @Test
    void send_noAnswerInTime_unknownThenLateAnswerIsDelivered() throws Exception {
        try (TestBed bed = bed()) {
            bed.bank.script = (session, message) -> {};
            AttemptRequest request = bed.attempt(1000);
            AttemptAnswer answer = TestBed.get(bed.channel.send(request));
            assertEquals(Kind.UNKNOWN, answer.kind());
            assertEquals("timeout", answer.rawCode());
            bed.bank.session().send(FakeBank.approve(bed.bank.next()));
            await().until(() -> bed.answers.attempts.contains(request.ids().reference() + " APPROVED 00"));
            assertEquals(1, bed.metrics.late.get());
            assertEquals(0, bed.metrics.unmatched.get());
        }
    }

    @Test
    void refund_noAnswerInTime_lateAnswerIsDelivered() throws Exception {
        try (TestBed bed = bed()) {
            bed.bank.script = (session, message) -> {};
            WireIds ids = bed.ids();
            assertEquals(
                    RefundAnswer.Kind.NO_ANSWER, refund(bed, ids, bed.ids(), 0).kind());
            bed.bank.session().send(FakeBank.approve(bed.bank.next()));
            await().until(() -> bed.answers.refunds.contains(ids.reference() + " DONE 00"));
        }
    }

    @Test
    void send_answeredTwice_secondAnswerIsDeliveredToo() throws Exception {
        try (TestBed bed = bed()) {
            bed.bank.script = (session, message) -> {
                session.send(FakeBank.approve(message));
                session.send(FakeBank.approve(message));
            };
            AttemptRequest request = bed.attempt(1000);
            assertEquals(Kind.APPROVED, TestBed.get(bed.channel.send(request)).kind());
            await().until(() -> bed.answers.attempts.contains(request.ids().reference() + " APPROVED 00"));
            assertEquals(1, bed.metrics.late.get());
        }
    }

    @Test
    void send_sameAttemptAgain_isNeverCalledNotSent() throws Exception {
        try (TestBed bed = bed()) {
            AttemptRequest request = bed.attempt(1000);
            assertEquals(Kind.APPROVED, TestBed.get(bed.channel.send(request)).kind());
            AttemptAnswer again = TestBed.get(bed.channel.send(request));
            assertEquals(Kind.UNKNOWN, again.kind());
            assertEquals("already_sent", again.rawCode());
            bed.bank.next();
            assertNull(bed.bank.received.poll());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00, APPROVED",
        "05, DECLINED_RETRIABLE",
        "51, DECLINED_FINAL",
        "91, UNKNOWN",
        "10, UNKNOWN",
        "ZZ, UNKNOWN"
    })
    void send_bankSaysCode_kindIsThatOfTheMap(String code, Kind kind) throws Exception {
        try (TestBed bed = bed()) {
            bed.bank.script = (session, message) -> session.send(message.answer("0210", code));
            AttemptAnswer answer = bed.send(1000);
            assertEquals(kind, answer.kind());
            assertEquals(code, answer.rawCode());
            assertEquals(code.equals("ZZ") ? List.of("ZZ") : List.of(), List.copyOf(bed.metrics.unmapped));
        }
    }

    @Test
    void send_bankTookAnotherAmount_unknownWithThatAmount() throws Exception {
        try (TestBed bed = bed()) {
            bed.bank.script =
                    (session, message) -> session.send(FakeBank.approve(message).with(4, "000000000999"));
            AttemptAnswer answer = bed.send(1000);
            assertEquals(Kind.UNKNOWN, answer.kind());
            assertEquals("00", answer.rawCode());
            assertEquals(Money.of(999, "CNY"), answer.amount());
        }
    }

    @ParameterizedTest
    @CsvSource({"41, TERM0002", "11, 000000", "37, RRN000000000"})
    void send_answerNamesOtherIds_isIgnoredAndCounted(int field, String value) throws Exception {
        try (TestBed bed = bed()) {
            bed.bank.script =
                    (session, message) -> session.send(FakeBank.approve(message).with(field, value));
            assertEquals("timeout", bed.send(1000).rawCode());
            assertEquals(1, bed.metrics.unmatched.get());
        }
    }

    @Test
    void send_answerNamesOtherReference_isIgnoredAndCounted() throws Exception {
        try (TestBed bed = bed()) {
            bed.bank.script = (session, message) ->
                    session.send(FakeBank.approve(message).with(48, "01029" + "A" + "0".repeat(26) + "99"));
            assertEquals("timeout", bed.send(1000).rawCode());
            assertEquals(1, bed.metrics.unmatched.get());
        }
    }

    @Test
    void send_slowBank_neverHoldsMoreThanInFlightMax() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        Timing timing = new Timing(1_000, 60_000, 20, 200);
        bank.script = (session, message) -> {};
        try (TestBed bed =
                new TestBed(bank, TestBed.settings(bank.port(), Framing.BINARY2, Form.ASCII, 600, timing, 5)).up()) {
            List<CompletionStage<AttemptAnswer>> stages = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                stages.add(bed.channel.send(bed.attempt(1000)));
            }
            assertEquals(5, bed.channel.status().inFlight());
            assertFalse(bed.channel.status().up());
            assertEquals("bulkhead_full", bed.channel.status().reason());
            for (int i = 0; i < 12; i++) {
                assertEquals(
                        i < 5 ? "timeout" : "bulkhead_full",
                        TestBed.get(stages.get(i)).rawCode());
            }
            assertEquals(5, bank.received.size());
            assertTrue(bed.channel.status().up());
            assertEquals(0, bed.channel.status().inFlight());
        }
    }

    @Test
    void reverse_bankFullOfAttempts_stillGoesOut() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        Timing timing = new Timing(1_000, 60_000, 20, 200);
        bank.script = (session, message) -> {
            if (!message.mti().equals("0200")) {
                session.send(FakeBank.approve(message));
            }
        };
        try (TestBed bed =
                new TestBed(bank, TestBed.settings(bank.port(), Framing.BINARY2, Form.ASCII, 600, timing, 1)).up()) {
            AttemptRequest stuck = bed.attempt(1000);
            CompletionStage<AttemptAnswer> stage = bed.channel.send(stuck);
            assertEquals(
                    ReversalAnswer.Kind.ACKNOWLEDGED,
                    reverse(bed, stuck.ids(), 0).kind());
            assertEquals("timeout", TestBed.get(stage).rawCode());
        }
    }

    @Test
    void send_eventLoopPausedBeyondSendBy_isNotSent() throws Exception {
        try (TestBed bed = bed()) {
            CountDownLatch paused = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            bed.loops.execute(() -> {
                paused.countDown();
                try {
                    assertTrue(goOn.await(5, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertTrue(paused.await(5, TimeUnit.SECONDS));
            Instant sendBy = Instant.now().plusMillis(100);
            CompletionStage<AttemptAnswer> stage = bed.channel.send(TestBed.attempt(bed.ids(), 1000, sendBy));
            await().pollInterval(Duration.ofMillis(5)).until(() -> Instant.now().isAfter(sendBy.plusMillis(5)));
            goOn.countDown();
            AttemptAnswer answer = TestBed.get(stage);
            assertEquals(Kind.NOT_SENT, answer.kind());
            assertEquals("send_by", answer.rawCode());
            // Another payment goes through on the same connection: nothing of the first came before it.
            AttemptRequest second = bed.attempt(1000);
            assertEquals(Kind.APPROVED, TestBed.get(bed.channel.send(second)).kind());
            assertEquals(second.ids().stan(), bed.bank.next().get(11));
        }
    }

    @Test
    void send_sendByIsPast_isNotSent() throws Exception {
        try (TestBed bed = bed()) {
            AttemptAnswer answer = TestBed.get(bed.channel.send(
                    TestBed.attempt(bed.ids(), 1000, Instant.now().minusMillis(1))));
            assertEquals(Kind.NOT_SENT, answer.kind());
            assertEquals("send_by", answer.rawCode());
            assertNull(bed.bank.received.poll());
        }
    }

    @Test
    void send_shadowToRealBank_isNotSent() throws Exception {
        try (TestBed bed = bed()) {
            AttemptRequest plain = bed.attempt(1000);
            AttemptRequest shadow =
                    new AttemptRequest(plain.ids(), plain.amount(), plain.means(), null, plain.sendBy(), "", true);
            AttemptAnswer answer = TestBed.get(bed.channel.send(shadow));
            assertEquals(Kind.NOT_SENT, answer.kind());
            assertEquals("shadow", answer.rawCode());
            assertNull(bed.bank.received.poll());
        }
    }

    @Test
    void send_cardNumberCannotBeWritten_isNotSentAndPlaceIsGivenBack() throws Exception {
        try (TestBed bed = bed()) {
            AttemptRequest plain = bed.attempt(1000);
            AttemptRequest bad = new AttemptRequest(
                    plain.ids(),
                    plain.amount(),
                    plain.means(),
                    TestBed.VAULT.seal("x".repeat(1200)),
                    plain.sendBy(),
                    "",
                    false);
            AttemptAnswer answer = TestBed.get(bed.channel.send(bad));
            assertEquals(Kind.NOT_SENT, answer.kind());
            assertEquals("unencodable", answer.rawCode());
            assertEquals(0, bed.channel.status().inFlight());
            assertNull(bed.bank.received.poll());
        }
    }

    @Test
    void reverse_repeated_climbsTheLadderOfTypes() throws Exception {
        try (TestBed bed = bed()) {
            WireIds ids = bed.ids();
            for (int tries = 0; tries < 4; tries++) {
                assertEquals(
                        ReversalAnswer.Kind.ACKNOWLEDGED,
                        reverse(bed, ids, tries).kind());
                BankMessage got = bed.bank.next();
                assertEquals(List.of("0400", "0420", "0421", "0421").get(tries), got.mti());
                assertEquals("0200" + ids.stan() + ids.transmittedAt() + "00000012345" + "00000000000", got.get(90));
                assertEquals(ids.stan(), got.get(11));
                assertEquals(ids.rrn(), got.get(37));
                assertEquals(ids.reference(), got.tag("01"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00, ACKNOWLEDGED",
        "94, ACKNOWLEDGED",
        "22, ACKNOWLEDGED",
        "25, ACKNOWLEDGED",
        "91, NO_ANSWER",
        "12, NO_ANSWER"
    })
    void reverse_bankSaysCode_meansWhatThePageSays(String code, ReversalAnswer.Kind kind) throws Exception {
        try (TestBed bed = bed()) {
            bed.bank.script = (session, message) -> session.send(message.answer("0430", code));
            ReversalAnswer answer = reverse(bed, bed.ids(), 1);
            assertEquals(kind, answer.kind());
            assertEquals(code, answer.rawCode());
        }
    }

    @ParameterizedTest
    @CsvSource({"00, DONE", "94, DONE", "12, REFUSED", "57, REFUSED", "40, REFUSED", "91, NO_ANSWER", "25, NO_ANSWER"})
    void refund_bankSaysCode_meansWhatThePageSays(String code, RefundAnswer.Kind kind) throws Exception {
        try (TestBed bed = bed()) {
            bed.bank.script = (session, message) -> session.send(message.answer("0230", code));
            RefundAnswer answer = refund(bed, bed.ids(), bed.ids(), 0);
            assertEquals(kind, answer.kind());
            assertEquals(code, answer.rawCode());
        }
    }

    @Test
    void refund_repeated_isARepeatUnderTheSameIds() throws Exception {
        try (TestBed bed = bed()) {
            WireIds ids = bed.ids();
            WireIds original = bed.ids();
            for (int tries = 0; tries < 3; tries++) {
                assertEquals(
                        RefundAnswer.Kind.DONE,
                        refund(bed, ids, original, tries).kind());
                BankMessage got = bed.bank.next();
                assertEquals(tries == 0 ? "0220" : "0221", got.mti());
                assertEquals("200000", got.get(3));
                assertEquals(ids.stan(), got.get(11));
                assertEquals(ids.reference(), got.tag("01"));
                assertEquals(original.reference(), got.tag("04"));
            }
        }
    }

    @Test
    void query_always_saysThatThereIsNone() throws Exception {
        try (TestBed bed = bed()) {
            assertEquals(
                    "no_query",
                    TestBed.get(bed.channel.query(new QueryRequest(bed.ids(), Money.of(1, "CNY"), "")))
                            .rawCode());
        }
    }

    @Test
    void allocate_twice_givesOtherStansAndRrns() throws Exception {
        try (TestBed bed = bed()) {
            WireIds one = bed.ids();
            WireIds two = bed.ids();
            assertNotEquals(one.stan(), two.stan());
            assertNotEquals(one.rrn(), two.rrn());
            assertEquals(12, one.rrn().length());
            assertEquals(6, one.stan().length());
            assertEquals(10, one.transmittedAt().length());
        }
    }
}
