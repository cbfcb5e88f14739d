package io.everswitch.channel.iso8583;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.Iso8583Settings.Timing;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.AttemptRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bank that stops reading: what is left in our memory must never leave it after send-by (M9). */
@Timeout(60)
class IsoSenderTest {
    @Test
    void send_bankStopsReading_noAttemptCalledNotSentEverReachesIt() throws Exception {
        FakeBank bank = new FakeBank(Framing.BINARY2, Form.ASCII);
        CountDownLatch readOn = new CountDownLatch(1);
        bank.script = (session, message) -> {
            try {
                assertTrue(readOn.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        Timing timing = new Timing(1_000, 60_000, 20, 200);
        try (TestBed bed = new TestBed(
                        bank, TestBed.settings(bank.port(), Framing.BINARY2, Form.ASCII, 4_000, timing, 10_000))
                .up()) {
            Map<String, CompletionStage<AttemptAnswer>> stages = new LinkedHashMap<>();
            int refused = 0;
            String filler = "x".repeat(800);
            for (int i = 0; i < 10_000; i++) {
                AttemptRequest request = new AttemptRequest(
                        bed.ids(),
                        Money.of(1000, "CNY"),
                        TestBed.card(),
                        TestBed.VAULT.seal(filler),
                        Instant.now().plusMillis(1_500),
                        "",
                        false);
                CompletionStage<AttemptAnswer> stage = bed.channel.send(request);
                stages.put(request.ids().reference(), stage);
                if (stage.toCompletableFuture().isDone() && ++refused > 100) {
                    break;
                }
            }
            int backpressure = 0;
            Map<String, Kind> kinds = new LinkedHashMap<>();
            for (Map.Entry<String, CompletionStage<AttemptAnswer>> entry : stages.entrySet()) {
                AttemptAnswer answer = TestBed.get(entry.getValue());
                kinds.put(entry.getKey(), answer.kind());
                assertTrue(List.of(Kind.UNKNOWN, Kind.NOT_SENT).contains(answer.kind()), answer.toString());
                backpressure += answer.rawCode().equals("backpressure") ? 1 : 0;
            }
            assertTrue(backpressure > 0, "the socket never filled up: the test shows nothing");
            await().until(() -> bed.metrics.disconnected.contains("write_stuck"));
            readOn.countDown();
            bed.up();
            assertEquals(0, bed.channel.status().inFlight());
            bank.script = (session, message) -> session.send(FakeBank.approve(message));
            assertEquals(Kind.APPROVED, bed.send(1000).kind());
            for (BankMessage message : List.copyOf(bank.received)) {
                assertFalse(kinds.get(message.tag("01")) == Kind.NOT_SENT, "reached the bank: " + message.tag("01"));
            }
        }
    }
}
