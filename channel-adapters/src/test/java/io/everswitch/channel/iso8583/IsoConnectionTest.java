package io.everswitch.channel.iso8583;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.Iso8583Settings.Timing;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that are made, tested, broken and made again. */
@Timeout(30)
class IsoConnectionTest {
    private static final Timing ECHO_OFTEN = new Timing(1_000, 50, 20, 200);

    private static TestBed bed(FakeBank bank, Framing framing, Form form, int responseTimeoutMs, Timing timing) {
        return new TestBed(bank, TestBed.settings(bank.port(), framing, form, responseTimeoutMs, timing, 64));
    }

    @Test
    void echo_silentConnection_isAskedAgainAndAgain() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.BINARY);
        List<String> codes = new CopyOnWriteArrayList<>();
        FakeBank.Script answer = bank.network;
        bank.network = (session, message) -> {
            codes.add(message.get(70));
            answer.on(session, message);
        };
        try (TestBed bed =
                bed(bank, Framing.BINARY2, Form.BINARY, 400, ECHO_OFTEN).up()) {
            await().until(() -> codes.size() >= 5);
            assertEquals(List.of("001", "301", "301", "301", "301"), codes.subList(0, 5));
            assertEquals(1, bank.sessions.size());
            assertTrue(bed.channel.status().up());
        }
        assertEquals("002", codes.get(codes.size() - 1));
    }

    @Test
    void echo_twiceUnanswered_reconnectsAndWhatWasInFlightIsUnknown() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        AtomicInteger echoes = new AtomicInteger();
        FakeBank.Script answer = bank.network;
        bank.network = (session, message) -> {
            if (!message.get(70).equals("301") || bank.sessions.size() > 1) {
                answer.on(session, message);
            } else {
                echoes.incrementAndGet();
            }
        };
        try (TestBed bed =
                bed(bank, Framing.BINARY2, Form.ASCII, 100, ECHO_OFTEN).up()) {
            await().until(() -> bed.metrics.disconnected.contains("echo_unanswered"));
            assertEquals(2, echoes.get());
            bed.up();
            assertEquals(2, bank.sessions.size());
            assertEquals(Kind.APPROVED, bed.send(1000).kind());
        }
    }

    @Test
    void signOn_refused_backsOffAndTriesAgain() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        AtomicInteger tries = new AtomicInteger();
        bank.network =
                (session, message) -> session.send(message.answer("0810", tries.incrementAndGet() < 3 ? "96" : "00"));
        try (TestBed bed = bed(bank, Framing.BINARY2, Form.ASCII, 400, new Timing(1_000, 60_000, 20, 200))) {
            bed.up();
            assertEquals(3, tries.get());
            assertEquals(List.of("sign_on_refused", "sign_on_refused"), List.copyOf(bed.metrics.disconnected));
        }
    }

    @Test
    void signOn_unanswered_isGivenUpAfterTheResponseTimeout() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        bank.network = (session, message) -> {};
        try (TestBed bed = bed(bank, Framing.BINARY2, Form.ASCII, 100, new Timing(1_000, 60_000, 20, 200))) {
            await().until(() -> bed.metrics.disconnected.contains("sign_on_unanswered"));
            assertFalse(bed.channel.status().up());
        }
    }

    @Test
    void connect_bankIsDown_isRefusedWithNotSentUntilItIsBack() throws Exception {
        FakeBank first = new FakeBank(Framing.BINARY2, Form.ASCII);
        int port = first.port();
        first.close();
        try (TestBed bed = bed(first, Framing.BINARY2, Form.ASCII, 400, new Timing(1_000, 60_000, 10, 50))) {
            await().until(() -> bed.metrics.disconnected.size() >= 3);
            AttemptAnswer answer = bed.send(1000);
            assertEquals(Kind.NOT_SENT, answer.kind());
            assertEquals("not_connected", answer.rawCode());
            try (FakeBank back = new FakeBank(Framing.BINARY2, Form.ASCII, port)) {
                bed.up();
                assertEquals(Kind.APPROVED, bed.send(1000).kind());
                assertTrue(back.failures.isEmpty());
            }
        }
    }

    @Test
    void connection_reset_makesAllInFlightUnknownAndReconnects() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        bank.script = (session, message) -> {
            if (bank.received.size() == 3) {
                session.reset();
            }
        };
        try (TestBed bed = bed(bank, Framing.BINARY2, Form.ASCII, 3_000, new Timing(1_000, 60_000, 20, 200))
                .up()) {
            List<CompletionStage<AttemptAnswer>> stages = List.of(
                    bed.channel.send(bed.attempt(1)),
                    bed.channel.send(bed.attempt(2)),
                    bed.channel.send(bed.attempt(3)));
            for (CompletionStage<AttemptAnswer> stage : stages) {
                AttemptAnswer answer = TestBed.get(stage);
                assertEquals(Kind.UNKNOWN, answer.kind());
                assertEquals("connection_lost", answer.rawCode());
            }
            bed.up();
            assertEquals(2, bank.sessions.size());
        }
    }

    @Test
    void connection_resetInMidFrame_isUnknown() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        bank.script = (session, message) -> {
            byte[] frame = bank.frame(FakeBank.approve(message).bytes(false));
            session.sendRaw(Arrays.copyOf(frame, frame.length / 2));
            session.reset();
        };
        try (TestBed bed = bed(bank, Framing.BINARY2, Form.ASCII, 3_000, new Timing(1_000, 60_000, 20, 200))
                .up()) {
            assertEquals("connection_lost", bed.send(1000).rawCode());
        }
    }

    @Test
    void lateAnswer_onTheNextConnection_isDelivered() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        bank.script = (session, message) -> session.reset();
        try (TestBed bed = bed(bank, Framing.BINARY2, Form.ASCII, 3_000, new Timing(1_000, 60_000, 20, 200))
                .up()) {
            assertEquals("connection_lost", bed.send(1000).rawCode());
            bed.up();
            BankMessage request = bank.next();
            bank.session().send(FakeBank.approve(request));
            await().until(() -> bed.answers.attempts.contains(request.tag("01") + " APPROVED 00"));
        }
    }

    @Test
    void answer_dribblesInByteByByte_isRead() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2_TPDU, Form.BINARY);
        bank.script = (session, message) -> {
            for (byte b : bank.frame(FakeBank.approve(message).bytes(true))) {
                session.sendRaw(new byte[] {b});
            }
        };
        try (TestBed bed = bed(bank, Framing.BINARY2_TPDU, Form.BINARY, 3_000, new Timing(1_000, 60_000, 20, 200))
                .up()) {
            assertEquals(Kind.APPROVED, bed.send(1000).kind());
        }
    }

    @ParameterizedTest
    @EnumSource(Framing.class)
    void frame_lengthThatNoMessageHas_closesTheConnection(Framing framing) throws Exception {
        FakeBank bank = new FakeBank(framing, Form.ASCII);
        int tpdu = framing == Framing.BINARY2_TPDU ? 5 : 0;
        List<Integer> lengths = List.of(0, 19 + tpdu, 4097 + tpdu);
        AtomicInteger next = new AtomicInteger();
        bank.script = (session, message) -> {
            int length = lengths.get(next.getAndIncrement());
            session.sendRaw(
                    framing == Framing.ASCII4
                            ? String.format("%04d", length).getBytes(java.nio.charset.StandardCharsets.US_ASCII)
                            : new byte[] {(byte) (length >> 8), (byte) length});
            // An approval behind the broken frame must not count: nobody knows where frames begin there.
            session.send(FakeBank.approve(message));
        };
        try (TestBed bed = bed(bank, framing, Form.ASCII, 3_000, new Timing(1_000, 60_000, 5, 20))
                .up()) {
            for (int i = 0; i < lengths.size(); i++) {
                AttemptAnswer answer = bed.send(1000);
                assertEquals(Kind.UNKNOWN, answer.kind());
                assertEquals("connection_lost", answer.rawCode());
                bed.up();
            }
            assertEquals(lengths.size(), bed.metrics.protocolErrors.get());
            assertEquals(lengths.size() + 1, bank.sessions.size());
        }
    }

    @Test
    void frame_exactlyAtTheLimits_keepsTheConnection() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        bank.script = (session, message) -> {
            session.sendRaw(bank.frame(new byte[20]));
            session.sendRaw(bank.frame(new byte[4096]));
            session.send(FakeBank.approve(message));
        };
        try (TestBed bed = bed(bank, Framing.BINARY2, Form.ASCII, 3_000, new Timing(1_000, 60_000, 20, 200))
                .up()) {
            assertEquals(Kind.APPROVED, bed.send(1000).kind());
            assertEquals(2, bed.metrics.unmatched.get());
        }
    }

    @Test
    void answer_garbageBehindItsStan_isUnknownAtOnce() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        bank.script = (session, message) -> {
            byte[] bytes = FakeBank.approve(message).bytes(false);
            // Field 49, the last one, becomes letters.
            bytes[bytes.length - 1] = 'x';
            session.sendRaw(bank.frame(bytes));
            session.send(FakeBank.approve(message));
        };
        try (TestBed bed = bed(bank, Framing.BINARY2, Form.ASCII, 3_000, new Timing(1_000, 60_000, 20, 200))
                .up()) {
            AttemptAnswer answer = bed.send(1000);
            assertEquals(Kind.UNKNOWN, answer.kind());
            assertEquals("garbage", answer.rawCode());
            // The whole answer behind it is late, but good.
            await().until(() -> bed.answers.attempts.size() == 1);
        }
    }

    @Test
    void answer_tpduNotSwapped_isIgnored() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2_TPDU, Form.BINARY);
        bank.script = (session, message) -> {
            byte[] frame = bank.frame(FakeBank.approve(message).bytes(true));
            byte[] swapped = frame.clone();
            System.arraycopy(frame, 3, swapped, 5, 2);
            System.arraycopy(frame, 5, swapped, 3, 2);
            session.sendRaw(swapped);
        };
        try (TestBed bed = bed(bank, Framing.BINARY2_TPDU, Form.BINARY, 300, new Timing(1_000, 60_000, 20, 200))
                .up()) {
            assertEquals("timeout", bed.send(1000).rawCode());
            assertEquals(1, bed.metrics.unmatched.get());
        }
    }

    @Test
    void close_withAnswerOutstanding_waitsForItAndSignsOff() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        bank.script = (session, message) -> {};
        List<String> codes = new CopyOnWriteArrayList<>();
        FakeBank.Script answer = bank.network;
        bank.network = (session, message) -> {
            codes.add(message.get(70));
            answer.on(session, message);
        };
        try (TestBed bed = bed(bank, Framing.BINARY2, Form.ASCII, 3_000, new Timing(1_000, 60_000, 20, 200))
                .up()) {
            CompletionStage<AttemptAnswer> stage = bed.channel.send(bed.attempt(1000));
            BankMessage request = bank.next();
            CompletionStage<Void> closed = bed.channel.close();
            assertEquals("closed", bed.send(2000).rawCode());
            assertFalse(closed.toCompletableFuture().isDone());
            bank.session().send(FakeBank.approve(request));
            assertEquals(Kind.APPROVED, TestBed.get(stage).kind());
            closed.toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertEquals(List.of("001", "002"), codes);
        }
    }
}
