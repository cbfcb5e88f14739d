package io.everswitch.chaos.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonNode> created = new CopyOnWriteArrayList<>();
    private volatile int switchStatus = 201;

    @SuppressWarnings("NullAway.Init")
    private HttpServer payments;

    @SuppressWarnings("NullAway.Init")
    private Shop shop;

    @BeforeEach
    void start() throws IOException {
        payments = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        payments.createContext("/v1/payments", exchange -> {
            created.add(MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
            boolean known = "Bearer sk_test".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = "{\"id\":\"pay_1\",\"cashier_url\":\"http://127.0.0.1:1/cashier/x\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? switchStatus : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        payments.start();
        shop = shop(100);
    }

    private Shop shop(int receivedMax) throws IOException {
        URI url = URI.create("http://127.0.0.1:" + payments.getAddress().getPort());
        return Shop.start(
                new ShopSettings("127.0.0.1", 0, "", url, "sk_test", SECRET, List.of(), receivedMax, 1_000_000));
    }

    @AfterEach
    void stop() throws IOException {
        shop.close();
        payments.stop(0);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.port() + path))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private String get(String path) throws IOException, InterruptedException {
        return send("GET", path, "").body();
    }

    private static String event(String order, String status, int sequence) {
        return """
                {"type":"payment.%s","timestamp":"2026-11-22T15:00:00Z","sequence":%d,\
                "data":{"payment":{"id":"pay_1","merchant_order_id":"%s","status":"%s"}}}""".formatted(status, sequence, order, status);
    }

    private int webhook(String id, String body, String signedBody, String secret) throws Exception {
        long now = System.currentTimeMillis() / 1000;
        String signature = new Webhook(secret).sign(id, now, signedBody);
        return send(
                        "POST",
                        "/webhooks",
                        body,
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        Long.toString(now),
                        "webhook-signature",
                        signature)
                .statusCode();
    }

    private String buy() throws Exception {
        HttpResponse<String> bought =
                send("POST", "/orders", "product=lottery", "Content-Type", "application/x-www-form-urlencoded");
        assertEquals(303, bought.statusCode());
        assertEquals(
                "http://127.0.0.1:1/cashier/x",
                bought.headers().firstValue("Location").orElse(""));
        return created.get(created.size() - 1).get("merchant_order_id").asText();
    }

    @Test
    void purchase_createsPayment_andFollowsWebhooks() throws Exception {
        String order = buy();
        JsonNode payment = created.get(0);
        assertEquals(1_000, payment.get("amount").asLong());
        assertEquals("CNY", payment.get("currency").asText());
        assertEquals(
                "http://127.0.0.1:" + shop.port() + "/webhooks",
                payment.get("notify_url").asText());
        assertEquals(
                "http://127.0.0.1:" + shop.port() + "/orders/" + order,
                payment.get("return_url").asText());
        assertTrue(get("/orders/" + order).contains("data-status=\"new\""));
        String body = event(order, "succeeded", 2);
        assertEquals(204, webhook("w2", body, body, SECRET));
        String late = event(order, "processing", 1);
        assertEquals(204, webhook("w1", late, late, SECRET));
        assertTrue(get("/orders/" + order).contains("data-status=\"succeeded\""));
        assertTrue(get("/orders/" + order + "/state").contains("\"status\":\"succeeded\""));
    }

    @Test
    void switchAway_orderIsKept_andTriedAgainAsTheSame() throws Exception {
        switchStatus = 503;
        assertEquals(502, send("POST", "/orders", "product=tea").statusCode());
        String order = created.get(0).get("merchant_order_id").asText();
        switchStatus = 200;
        assertEquals(303, send("POST", "/orders/" + order + "/pay", "").statusCode());
        assertEquals(created.get(0), created.get(1));
    }

    @Test
    void webhook_isKeptWithItsExactText() throws Exception {
        String body = event("o", "succeeded", 1).replace("{\"type\"", "{ \"note\" : \"\\u00e9 é 汉\" , \"type\"");
        assertEquals(204, webhook("w1", body, body, SECRET));
        JsonNode kept = MAPPER.readTree(get("/received")).get(0);
        assertEquals(body, kept.get("body").asText());
        assertTrue(kept.get("verified").asBoolean());
        assertEquals("w1", kept.get("headers").get("webhook-id").asText());
        JsonNode line = MAPPER.readTree(get("/received/summary"));
        assertEquals("w1", line.get("webhook_id").asText());
        assertEquals("payment.succeeded", line.get("type").asText());
        assertEquals("pay_1", line.get("payment_id").asText());
        assertEquals(1, line.get("sequence").asLong());
        assertTrue(line.get("received_at").asLong() > 1_700_000_000_000_000L);
        assertEquals(204, send("DELETE", "/received", "").statusCode());
        assertEquals("[]", get("/received"));
        assertEquals("", get("/received/summary"));
    }

    @Test
    void webhook_forged_isRefused_markedAndNotBelieved() throws Exception {
        String order = buy();
        String body = event(order, "succeeded", 1);
        String other = "whsec_" + "A".repeat(32);
        assertEquals(401, webhook("w1", body, body, other));
        assertEquals(401, webhook("w2", body, body + " ", SECRET));
        assertEquals(401, send("POST", "/webhooks", body).statusCode());
        assertEquals(
                401,
                send(
                                "POST",
                                "/webhooks",
                                body,
                                "webhook-id",
                                "w3",
                                "webhook-timestamp",
                                "1",
                                "webhook-signature",
                                "v1,x")
                        .statusCode());
        JsonNode received = MAPPER.readTree(get("/received"));
        assertEquals(4, received.size());
        for (JsonNode kept : received) {
            assertFalse(kept.get("verified").asBoolean());
        }
        assertTrue(get("/orders/" + order).contains("data-status=\"new\""));
    }

    @Test
    void received_isBounded_newestStay() throws Exception {
        shop.close();
        shop = shop(3);
        for (int i = 0; i < 5; i++) {
            String body = event("o", "succeeded", i);
            webhook("w" + i, body, body, SECRET);
        }
        List<String> ids = new ArrayList<>();
        MAPPER.readTree(get("/received"))
                .forEach(kept -> ids.add(kept.get("headers").get("webhook-id").asText()));
        assertEquals(List.of("w2", "w3", "w4"), ids);
    }

    @Test
    void behaviour_failsAndDelays_asTold() throws Exception {
        String order = buy();
        String body = event(order, "succeeded", 1);
        assertEquals(200, send("PUT", "/behaviour", "{\"status\":500}").statusCode());
        assertEquals(500, webhook("w1", body, body, SECRET));
        assertTrue(get("/orders/" + order).contains("data-status=\"new\""));
        send("PUT", "/behaviour", "{\"delay_ms\":200}");
        long start = System.nanoTime();
        assertEquals(204, webhook("w1", body, body, SECRET));
        assertTrue(System.nanoTime() - start >= 200_000_000L);
        assertEquals(200, send("DELETE", "/behaviour", "").statusCode());
        assertEquals("{\"status\":503,\"delay_ms\":0,\"fail_rate\":0.0}", get("/behaviour"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"status\":199}",
                "{\"status\":\"500\"}",
                "{\"delay_ms\":-1}",
                "{\"delay_ms\":120001}",
                "{\"fail_rate\":1.1}",
                "{\"other\":1}"
            })
    void behaviour_wrong_isRefused(String body) throws Exception {
        assertEquals(400, send("PUT", "/behaviour", body).statusCode());
    }

    @Test
    void pages_speakTheBrowsersLanguage_andAllowNothingForeign() throws Exception {
        HttpResponse<String> chinese = send("GET", "/", "", "Accept-Language", "fr;q=1, zh-CN;q=0.9, en;q=0.8");
        assertTrue(chinese.body().contains("<html lang=\"zh\">"));
        assertTrue(chinese.body().contains("彩票"));
        HttpResponse<String> english = send("GET", "/?lang=en", "", "Accept-Language", "zh");
        assertTrue(english.body().contains("Lottery ticket"));
        assertTrue(english.headers().firstValue("Set-Cookie").orElse("").startsWith("lang=en"));
        assertTrue(send("GET", "/", "", "Cookie", "a=b; lang=zh").body().contains("彩票"));
        String policy = english.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(english.body().contains("style="));
        assertFalse(english.body().contains("http://"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/none", "/orders/none/state", "/none", "/orders/x/y/z", "/%3Cscript%3E"})
    void unknownAddress_is404_andEchoesNothing(String path) throws Exception {
        HttpResponse<String> response = send("GET", path, "");
        assertEquals(404, response.statusCode());
        assertFalse(response.body().contains("script>alert"));
    }

    @Test
    void secret_isReadable() throws Exception {
        assertEquals(SECRET, get("/webhook-secret"));
    }
}
