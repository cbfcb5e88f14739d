package io.everswitch.chaos.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.everswitch.chaos.bench.Bench;
import io.everswitch.chaos.check.BankBooks;
import io.everswitch.chaos.check.Judge;
import io.everswitch.chaos.load.Journey;
import io.everswitch.chaos.load.LoadRunner;
import io.everswitch.chaos.load.LoadSettings;
import io.everswitch.domain.id.PaymentId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole path with real processes and sockets: API, journal, all protocols, books, webhooks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class EndToEndTest {
    private static final String CARD = TestDemo.card("4242424242424242", "123");
    private static final String ACCOUNT = TestDemo.account("6222001234567890");
    private static final Duration SETTLE_WITHIN = Duration.ofSeconds(60);

    private TestDemo demo;

    @BeforeAll
    void start(@TempDir Path root) throws IOException, InterruptedException {
        demo = TestDemo.start(root);
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    /** Banks that answer later call back: were that not taken, the switch would ask after the callback time-out of 1.5 s. */
    @ParameterizedTest
    @ValueSource(strings = {"north", "south", "west"})
    void callback_isTakenAndEndsTheAttempt(String bank) throws IOException, InterruptedException {
        demo.pay(1300, TestDemo.account(bank, "6222001234567890"));
        long begun = System.nanoTime();
        JsonNode payment = demo.pay(1400, TestDemo.account(bank, "6222001234567890"));
        long tookMs = (System.nanoTime() - begun) / 1_000_000;
        assertEquals("succeeded", payment.path("status").asText(), payment.toString());
        assertTrue(tookMs < 1_400, "took " + tookMs + " ms");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # last digits, protocol, final status, net at the bank
                    1200, iso,  succeeded, 1200
                    1205, iso,  failed,       0
                    1251, iso,  failed,       0
                    1291, iso,  failed,       0
                    1268, iso,  failed,       0
                    1269, iso,  failed,       0
                    1277, iso,  succeeded, 1277
                    1200, http, succeeded, 1200
                    1205, http, failed,       0
                    1251, http, failed,       0
                    1291, http, failed,       0
                    1268, http, succeeded, 1268
                    1269, http, failed,       0
                    1277, http, succeeded, 1277
                    1200, xml,  succeeded, 1200
                    1205, xml,  failed,       0
                    1251, xml,  failed,       0
                    1291, xml,  failed,       0
                    1268, xml,  succeeded, 1268
                    1269, xml,  failed,       0
                    1277, xml,  succeeded, 1277
                    1200, form, succeeded, 1200
                    1205, form, failed,       0
                    1251, form, failed,       0
                    1291, form, failed,       0
                    1268, form, succeeded, 1268
                    1269, form, failed,       0
                    1277, form, succeeded, 1277
                    """)
    void amount_steersTheBank_endsAsTheContractSays(long amount, String protocol, String status, long net)
            throws IOException, InterruptedException {
        JsonNode payment = demo.pay(
                amount,
                switch (protocol) {
                    case "iso" -> CARD;
                    case "http" -> ACCOUNT;
                    case "form" -> TestDemo.account("west", "6222001234567890");
                    default -> TestDemo.account("south", "6222001234567890");
                });
        assertEquals(status, payment.path("status").asText(), payment.toString());
        BankBooks books = demo.demo().evidence().books();
        PaymentId id = new PaymentId(payment.path("id").asText());
        assertEquals(net, books.net(id), books.of(id).toString());
    }

    @Test
    void refunds_atTheSameTime_neverExceedTheCapturedAmount() throws IOException, InterruptedException {
        JsonNode payment = demo.pay(1000, CARD);
        String id = payment.path("id").asText();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String refundId = "r-" + i;
            all.add(CompletableFuture.runAsync(
                    () -> {
                        try {
                            demo.refund(id, 300, refundId);
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    task -> new Thread(task).start()));
        }
        all.forEach(CompletableFuture::join);
        await().atMost(SETTLE_WITHIN)
                .until(() ->
                        demo.get("/v1/payments/" + id).path("refunded_amount").asLong() == 900);
        assertEquals(100, demo.demo().evidence().books().net(new PaymentId(id)));
    }

    @Test
    void load_nodeKilledInTheMiddle_nothingLostDoubledOrUnnotified() throws IOException, InterruptedException {
        Instant since = Instant.now().minusMillis(1);
        LoadSettings settings = new LoadSettings(40, 10_000, Duration.ofMinutes(2), 0, 15, Duration.ofSeconds(60), 7);
        LoadRunner runner = new LoadRunner(demo.demo().target(), settings, LoadRunner.ordinaryAmounts());
        CompletableFuture<List<Journey>> load = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return runner.run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
        for (int kill = 0; kill < 2; kill++) {
            int begun = runner.begun() + 100;
            await().atMost(SETTLE_WITHIN).until(() -> runner.begun() >= begun);
            demo.demo().kill("node-1");
            demo.demo().start("node-1");
        }
        runner.stop();
        List<Journey> journeys = load.join();
        Judge.Verdict verdict = new Judge(demo.demo().evidence(), since).judge(Bench.promises(journeys), SETTLE_WITHIN);
        assertEquals(List.of(), verdict.findings());
        assertEquals(0, verdict.open());
        assertTrue(verdict.payments() >= 200, "payments judged: " + verdict.payments());
    }

    @Test
    void create_sameOrderAtTheSameTime_isOnePayment() {
        String order = "race-" + UUID.randomUUID();
        List<CompletableFuture<String>> ids = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            ids.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return demo.create(order, 1200, "same").path("id").asText();
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    task -> new Thread(task).start()));
        }
        assertEquals(1, ids.stream().map(CompletableFuture::join).distinct().count());
    }
}
