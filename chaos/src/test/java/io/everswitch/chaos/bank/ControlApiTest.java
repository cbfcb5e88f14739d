package io.everswitch.chaos.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest {
    private static final String BEHAVIOUR = "/channels/web/behaviour";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestBank bank;

    @BeforeEach
    void start() throws IOException {
        bank = new TestBank(directory);
    }

    @AfterEach
    void stop() throws IOException {
        bank.close();
    }

    private JsonNode json(HttpResponse<String> response) throws IOException {
        return TestHttpClient.MAPPER.readTree(response.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                    | body
            {                                     | body
            {"latency":1}                         | latency
            {"decline_rate":1.01}                 | decline_rate
            {"decline_rate":-0.1}                 | decline_rate
            {"decline_rate":"1"}                  | decline_rate
            {"decline_rate":null}                 | decline_rate
            {"decline_code":"5"}                  | decline_code
            {"decline_code":"00"}                 | decline_code
            {"decline_code":5}                    | decline_code
            {"hang_after_commit_rate":2}          | hang_after_commit_rate
            {"hang_before_commit_rate":true}      | hang_before_commit_rate
            {"late_reply_ms":-1}                  | late_reply_ms
            {"late_reply_ms":1.5}                 | late_reply_ms
            {"late_reply_ms":3600001}             | late_reply_ms
            {"duplicate_callback_rate":[]}        | duplicate_callback_rate
            {"lost_callback_rate":1e9}            | lost_callback_rate
            {"reset_mid_frame_rate":"x"}          | reset_mid_frame_rate
            {"wrong_amount_rate":{}}              | wrong_amount_rate
            {"garbage_rate":7}                    | garbage_rate
            {"down":"yes"}                        | down
            {"down":1}                            | down
            {"latency_ms":5}                      | latency_ms
            {"latency_ms":{"p50":-1}}             | latency_ms.p50
            {"latency_ms":{"p50":9,"p99":8}}      | latency_ms.p99
            {"latency_ms":{"p50":9}}              | latency_ms.p99
            {"latency_ms":{"p95":9}}              | latency_ms.p95
            {"down":true,"decline_rate":9}        | decline_rate
            """)
    void behaviour_wrong_namesTheField_andChangesNothing(String body, String field) throws Exception {
        JsonNode before = json(bank.control("GET", BEHAVIOUR, ""));
        HttpResponse<String> response = bank.control("PUT", BEHAVIOUR, body);
        assertEquals(400, response.statusCode());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        assertEquals(field, json(response).get("field").asText());
        assertEquals(before, json(bank.control("GET", BEHAVIOUR, "")));
    }

    @Test
    void behaviour_put_merges_andDelete_resets() throws Exception {
        JsonNode fresh = json(bank.control("GET", BEHAVIOUR, ""));
        bank.behave("web", "{\"decline_rate\":0.25,\"latency_ms\":{\"p50\":3,\"p99\":30}}");
        JsonNode second = json(bank.control("PUT", BEHAVIOUR, "{\"decline_code\":\"61\",\"latency_ms\":{\"p50\":4}}"));
        assertEquals(0.25, second.get("decline_rate").asDouble());
        assertEquals("61", second.get("decline_code").asText());
        assertEquals(4, second.get("latency_ms").get("p50").asDouble());
        assertEquals(30, second.get("latency_ms").get("p99").asDouble());
        assertEquals(fresh, json(bank.control("GET", "/channels/web-2/behaviour", "")));
        assertEquals(fresh, json(bank.control("DELETE", BEHAVIOUR, "")));
        bank.control("PUT", "/behaviour", "{\"garbage_rate\":1}");
        for (JsonNode channel : json(bank.control("GET", "/channels", ""))) {
            assertEquals(1, channel.get("behaviour").get("garbage_rate").asDouble());
            assertTrue(channel.get("counters").has("approved"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/channels/none/behaviour,404",
        "GET,/nothing,404",
        "POST,/channels,405",
        "POST,/channels/web/behaviour,405",
        "DELETE,/ledger,405",
        "GET,/ledger?channel=none,400",
        "GET,/ledger?since=yesterday,400",
        "GET,/ledger?since=%zz,400",
        "PUT,/seed,400",
        "GET,/health,200",
        "GET,/seed,200"
    })
    void request_isAnsweredWith(String method, String path, int status) throws Exception {
        if (path.contains("%")) {
            // The client would not send it; the raw form is tried below the HTTP library.
            try (java.net.Socket socket =
                    new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), bank.simulator.controlPort())) {
                socket.setSoTimeout(5_000);
                socket.getOutputStream()
                        .write((method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                byte[] line = socket.getInputStream().readNBytes(12);
                assertEquals("HTTP/1.1 " + status, new String(line, java.nio.charset.StandardCharsets.US_ASCII));
            }
            return;
        }
        assertEquals(status, bank.control(method, path, "").statusCode());
    }

    @Test
    void ledger_filters_andTimings_coverEveryPayment() throws Exception {
        try (TestIsoClient iso = bank.iso("ascii4-ascii");
                TestHttpClient web = bank.web()) {
            iso.ask("0200", iso.purchase("A1", 1000));
            String between = Instant.now().plusMillis(1).toString();
            await(between);
            web.post("/charges", web.chargeAtOnce("A2", 2000));
            iso.ask("0200", iso.purchase("A3", 1005));
            assertEquals(List.of("charge A1 1000"), bank.ledger("?channel=ascii4-ascii"));
            assertEquals(List.of("charge A2 2000"), bank.ledger("?since=" + between));
            assertEquals(List.of(), bank.ledger("?channel=ascii4-ascii&since=" + between));
        }
        List<String> lines = bank.control("GET", "/timings", "").body().lines().toList();
        assertEquals(3, lines.size());
        for (String line : lines) {
            JsonNode times = TestHttpClient.MAPPER.readTree(line);
            assertTrue(times.get("received_at").asLong() > 1_700_000_000_000_000L);
            assertTrue(times.get("committed_at").asLong()
                    >= times.get("received_at").asLong());
            assertTrue(times.get("answered_at").asLong()
                    >= times.get("committed_at").asLong());
        }
        JsonNode line = TestHttpClient.MAPPER.readTree(
                bank.control("GET", "/ledger", "").body().lines().toList().get(0));
        assertEquals(
                List.of("channel", "kind", "reference", "bank_reference", "amount", "currency", "at"), names(line));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new java.util.ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void await(String time) {
        org.awaitility.Awaitility.await().until(() -> Instant.now().isAfter(Instant.parse(time)));
    }
}
