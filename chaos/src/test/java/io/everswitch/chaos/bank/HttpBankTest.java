package io.everswitch.chaos.bank;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpBankTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestBank bank;

    @SuppressWarnings("NullAway.Init")
    private TestHttpClient client;

    @BeforeEach
    void start() throws IOException {
        bank = new TestBank(directory);
        client = bank.web();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        bank.close();
    }

    private void awaitCallbacks(int count) {
        await().atMost(DEADLINE).until(() -> client.callbacks.size() >= count);
    }

    private String state(String reference) throws IOException, InterruptedException {
        return client.json(client.get("/charges/" + reference)).path("status").asText("none");
    }

    @Test
    void charge_wholeLife_isBooked() throws Exception {
        HttpResponse<String> accepted = client.post("/charges", client.charge("A1", 12_300));
        assertEquals(202, accepted.statusCode());
        assertEquals("accepted", client.json(accepted).get("status").asText());
        awaitCallbacks(1);
        JsonNode callback = client.callbacks.get(0);
        assertEquals("approved", callback.get("status").asText());
        assertEquals("00", callback.get("code").asText());
        assertEquals(12_300, callback.get("amount").asLong());
        assertEquals("CNY", callback.get("currency").asText());
        assertEquals(client.json(accepted).get("bank_reference"), callback.get("bank_reference"));
        assertEquals(List.of(), client.wrongSignatures);
        assertEquals(callback, client.json(client.get("/charges/A1")));

        HttpResponse<String> refund = client.post("/refunds", TestHttpClient.refund("R1", "A1", 300));
        assertEquals(200, refund.statusCode());
        assertEquals("done", client.json(refund).get("status").asText());
        assertEquals(
                refund.body(),
                client.post("/refunds", TestHttpClient.refund("R1", "A1", 300)).body());
        assertEquals(
                409,
                client.post("/refunds", TestHttpClient.refund("R2", "A1", 12_001))
                        .statusCode());
        assertEquals(
                409,
                client.post("/charges/A1/reversal", TestHttpClient.money("A1", 12_300))
                        .statusCode());

        assertEquals(
                200, client.post("/charges", client.chargeAtOnce("A2", 500)).statusCode());
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> reversed = client.post("/charges/A2/reversal", TestHttpClient.money("A2", 500));
            assertEquals("{\"status\":\"reversed\",\"code\":\"00\"}", reversed.body());
        }
        assertEquals("reversed", state("A2"));
        assertEquals(200, client.get("/health").statusCode());
        assertEquals(List.of("charge A1 12300", "refund R1 300", "charge A2 500", "reversal A2 500"), bank.ledger());
        String refunded =
                bank.control("GET", "/ledger", "").body().lines().toList().get(1);
        assertEquals(
                "A1",
                TestHttpClient.MAPPER
                        .readTree(refunded)
                        .get("original_reference")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource({
        "1005,declined,05,0,1",
        "1051,declined,51,0,1",
        "1091,declined,91,0,1",
        "1000,approved,00,1,1",
        "1077,approved,00,1,2"
    })
    void amount_steers_byCallback(long amount, String status, String code, int booked, int calls) throws Exception {
        if (amount != 1000) {
            bank.behave(TestBank.WEB, "{\"decline_rate\":1,\"decline_code\":\"61\",\"lost_callback_rate\":1}");
        }
        assertEquals(202, client.post("/charges", client.charge("A1", amount)).statusCode());
        awaitCallbacks(calls);
        assertEquals(calls, client.callbacks.size());
        for (JsonNode callback : client.callbacks) {
            assertEquals(status, callback.get("status").asText());
            assertEquals(code, callback.get("code").asText());
        }
        assertEquals(status, state("A1"));
        assertEquals(booked, bank.ledger().size());
        JsonNode atOnce = client.json(client.post("/charges", client.chargeAtOnce("A2", amount)));
        assertEquals(code, atOnce.get("code").asText());
    }

    @ParameterizedTest
    @CsvSource({"1068,1,approved,200", "1069,0,none,404"})
    void amount_neverAnswered_isKnownByQuery(long amount, int booked, String state, int reversal) throws Exception {
        assertThrows(HttpTimeoutException.class, () -> client.post("/charges", client.charge("A1", amount)));
        assertEquals(state, state("A1"));
        assertEquals(booked, bank.ledger().size());
        assertEquals(
                reversal,
                client.post("/charges/A1/reversal", TestHttpClient.money("A1", amount))
                        .statusCode());
        assertEquals(List.of(), client.callbacks);
        assertEquals(2L * booked, bank.ledger().size());
    }

    @Test
    void charge_sameReferenceAgain_neverChargedTwice() throws Exception {
        client.post("/charges", client.charge("A1", 1000));
        HttpResponse<String> again = client.post("/charges", client.charge("A1", 1000));
        assertEquals(409, again.statusCode());
        assertEquals("94", client.json(again).get("code").asText());
        assertEquals(List.of("charge A1 1000"), bank.ledger());
    }

    @Test
    void reversal_beforeCharge_refusesTheLateCharge() throws Exception {
        HttpResponse<String> unknown = client.post("/charges/A1/reversal", TestHttpClient.money("A1", 1000));
        assertEquals(404, unknown.statusCode());
        assertEquals("not_found", client.json(unknown).get("code").asText());
        assertEquals(409, client.post("/charges", client.charge("A1", 1000)).statusCode());
        assertEquals(404, client.get("/charges/A1").statusCode());
        assertEquals(List.of(), bank.ledger());
    }

    @Test
    void callback_notAcknowledged_isRepeated() throws Exception {
        client.refuse.set(3);
        client.post("/charges", client.charge("A1", 1000));
        awaitCallbacks(4);
        assertEquals(List.of(), client.wrongSignatures);
        assertEquals(1, client.callbacks.stream().distinct().count());
    }

    @Test
    void callback_lost_queryKnows() throws Exception {
        bank.behave(TestBank.WEB, "{\"lost_callback_rate\":1}");
        client.post("/charges", client.charge("A1", 1000));
        await().atMost(DEADLINE).until(() -> state("A1").equals("approved"));
        assertEquals(List.of(), client.callbacks);
    }

    @Test
    void callback_duplicated_comesTwice() throws Exception {
        bank.behave(TestBank.WEB, "{\"duplicate_callback_rate\":1}");
        client.post("/charges", client.charge("A1", 1000));
        awaitCallbacks(2);
        assertEquals(client.callbacks.get(0), client.callbacks.get(1));
    }

    @Test
    void callback_slow_chargeIsAcceptedUntilThen() throws Exception {
        bank.behave(TestBank.WEB, "{\"latency_ms\":{\"p50\":700,\"p99\":700}}");
        client.post("/charges", client.charge("A1", 1000));
        bank.behave(TestBank.WEB, "{\"latency_ms\":{\"p50\":0,\"p99\":0}}");
        assertEquals("accepted", state("A1"));
        awaitCallbacks(1);
        assertEquals("approved", state("A1"));
    }

    @Test
    void hang_beforeAndAfterCommit_isNotAnswered() throws Exception {
        bank.behave(TestBank.WEB, "{\"hang_before_commit_rate\":1}");
        assertThrows(HttpTimeoutException.class, () -> client.post("/charges", client.charge("A1", 1000)));
        bank.behave(TestBank.WEB, "{\"hang_before_commit_rate\":0,\"hang_after_commit_rate\":1}");
        assertThrows(HttpTimeoutException.class, () -> client.post("/charges", client.charge("A2", 1000)));
        assertEquals(404, client.get("/charges/A1").statusCode());
        assertEquals("approved", state("A2"));
        bank.behave(TestBank.WEB, "{\"late_reply_ms\":200}");
        long start = System.nanoTime();
        assertEquals(202, client.post("/charges", client.charge("A3", 1000)).statusCode());
        assertTrue(System.nanoTime() - start >= 200_000_000L);
        awaitCallbacks(1);
        assertEquals(List.of("charge A2 1000", "charge A3 1000"), bank.ledger());
    }

    @Test
    void wrongAmount_isInTheCallbackOnly() throws Exception {
        bank.behave(TestBank.WEB, "{\"wrong_amount_rate\":1}");
        client.post("/charges", client.charge("A1", 1000));
        awaitCallbacks(1);
        assertEquals(1001, client.callbacks.get(0).get("amount").asLong());
        assertEquals(1000, client.json(client.get("/charges/A1")).get("amount").asLong());
        assertEquals(List.of("charge A1 1000"), bank.ledger());
    }

    @Test
    void garbage_isNoJson_butBooked() throws Exception {
        bank.behave(TestBank.WEB, "{\"garbage_rate\":1}");
        HttpResponse<String> garbage = client.post("/charges", client.charge("A1", 1000));
        assertThrows(IOException.class, () -> client.json(garbage));
        assertEquals(List.of("charge A1 1000"), bank.ledger());
    }

    @Test
    void resetMidFrame_isNoAnswer_butBooked() throws Exception {
        bank.behave(TestBank.WEB, "{\"reset_mid_frame_rate\":1}");
        assertThrows(IOException.class, () -> client.post("/charges", client.charge("A1", 1000)));
        assertEquals(List.of("charge A1 1000"), bank.ledger());
    }

    @Test
    void down_oneOfTheSharedPort_isCut_allOfThem_isRefused() throws Exception {
        bank.behave(TestBank.WEB, "{\"down\":true}");
        assertThrows(IOException.class, () -> client.get("/health"));
        for (String other : List.of("web-2", TestBank.XML, TestBank.FORM_RSA, TestBank.FORM_SM2)) {
            bank.behave(other, "{\"down\":true}");
        }
        assertThrows(java.net.ConnectException.class, () -> client.get("/health"));
        assertEquals(200, bank.control("DELETE", "/behaviour", "").statusCode());
        assertEquals(200, client.get("/health").statusCode());
    }

    @Test
    void signature_wrongOrOld_nothingDone() throws Exception {
        String now = String.valueOf(System.currentTimeMillis() / 1000);
        String old = String.valueOf(System.currentTimeMillis() / 1000 - 310);
        String body = client.charge("A1", 1000);
        assertEquals(401, client.post("/charges", body, now, "another secret").statusCode());
        assertEquals(401, client.post("/charges", body, old, TestBank.SECRET).statusCode());
        assertEquals(401, client.post("/charges", body, "x", TestBank.SECRET).statusCode());
        assertEquals(List.of(), bank.ledger());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"reference\":\"A1\"}",
                "{\"reference\":\"A 1\",\"amount\":1,\"currency\":\"CNY\",\"method\":\"bank_account\",\"account\":{\"number\":\"1\"}}",
                "{\"reference\":\"A1\",\"amount\":0,\"currency\":\"CNY\",\"method\":\"bank_account\",\"account\":{\"number\":\"1\"}}",
                "{\"reference\":\"A1\",\"amount\":1.5,\"currency\":\"CNY\",\"method\":\"bank_account\",\"account\":{\"number\":\"1\"}}",
                "{\"reference\":\"A1\",\"amount\":1,\"currency\":\"cny\",\"method\":\"bank_account\",\"account\":{\"number\":\"1\"}}",
                "{\"reference\":\"A1\",\"amount\":1,\"currency\":\"CNY\",\"method\":\"card\",\"account\":{\"number\":\"1\"}}",
                "{\"reference\":\"A1\",\"amount\":1,\"amount\":2,\"currency\":\"CNY\",\"method\":\"bank_account\",\"account\":{\"number\":\"1\"}}"
            })
    void charge_malformed_isRefused(String body) throws Exception {
        int status = client.post("/charges", body).statusCode();
        assertTrue(status == 400 || status == 401, "status " + status);
        assertNotEquals(202, status);
        assertEquals(List.of(), bank.ledger());
    }
}
