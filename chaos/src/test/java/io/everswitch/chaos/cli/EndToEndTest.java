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

    /** What a bank declined is given back; what is over is sent to no bank, also not to the next one. */
    @Test
    void limitOfPayersDay_usedUp_isNotSentAnywhere() throws IOException, InterruptedException {
        String payer = TestDemo.account("6222009999999999");
        long change = demo.operate("/settings/changes", """
                        {"author":"li.wei","reason":"test","set":{"limits/two-a-day":
                        {"per":"payer_day","bank":"north","method":"bank_account","currency":"CNY","amount_max":3000,"count_max":2}}}""").path("number").asLong();
        assertTrue(change > 0);
        await().atMost(Duration.ofSeconds(2))
                .until(() -> demo.operations("/limits").path("limits").size() == 1);
        JsonNode first = demo.pay(1300, payer);
        assertEquals("succeeded", first.path("status").asText(), first.toString());
        assertEquals("failed", demo.pay(1305, payer).path("status").asText(), "declined by its bank");
        JsonNode over = demo.pay(1800, payer);
        assertEquals("limit_amount", over.at("/attempts/0/raw_code").asText(), over.toString());
        assertEquals("not_sent", over.at("/attempts/0/outcome").asText());
        assertEquals(1, over.path("attempts").size(), "no other channel is tried");
        assertEquals("failed", over.path("status").asText());
        assertEquals("succeeded", demo.pay(1700, payer).path("status").asText());
        JsonNode third = demo.pay(1, payer);
        assertEquals("limit_count", third.at("/attempts/0/raw_code").asText(), third.toString());
        assertEquals(
                "succeeded",
                demo.pay(1900, TestDemo.account("6222009999999998"))
                        .path("status")
                        .asText(),
                "another payer");
        await().atMost(SETTLE_WITHIN).untilAsserted(() -> {
            JsonNode usage = demo.operations(
                    "/limits/usage?limit=two-a-day&payment=" + first.path("id").asText());
            assertEquals(3000, usage.path("amount").asLong(), usage.toString());
            assertEquals(2, usage.path("count").asInt());
            assertEquals(0, usage.path("open").asInt());
        });
        demo.operate("/settings/changes/" + change + "/undo", "{\"author\":\"li.wei\",\"reason\":\"test\"}");
        await().atMost(Duration.ofSeconds(2))
                .until(() -> demo.operations("/limits").path("limits").isEmpty());
        assertEquals("succeeded", demo.pay(1300, payer).path("status").asText());
    }

    /** Nobody knows what it means: undone, and shown to operators with the payment that it was said of. */
    @Test
    void unmappedCode_isUnknownAndShownUntilAnOperatorMapsIt() throws IOException, InterruptedException {
        List<String> channels = List.of("north-iso-1", "north-iso-2");
        for (String channel : channels) {
            demo.bankBehaves(channel, "{\"decline_rate\":1,\"decline_code\":\"Z9\"}");
        }
        JsonNode payment = demo.pay(1300, CARD);
        assertEquals("failed", payment.path("status").asText(), payment.toString());
        JsonNode code = demo.operations("/codes").path("unmapped").path(0);
        assertEquals("Z9", code.path("code").asText(), code.toString());
        assertEquals(payment.path("id").asText(), code.path("payments").path(0).asText());
        assertEquals(
                0,
                demo.demo()
                        .evidence()
                        .books()
                        .net(new PaymentId(payment.path("id").asText())));
        for (String channel : channels) {
            demo.operate(
                    "/settings/changes",
                    "{\"author\":\"li.wei\",\"reason\":\"the bank says so\",\"set\":{\"channels/" + channel
                            + "/code_overrides\":{\"Z9\":\"declined_final\"}}}");
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        demo.pay(1300, CARD).at("/attempts/0/outcome").asText().equals("declined_final"));
        for (String channel : channels) {
            demo.bankBehaves(channel, null);
        }
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
